// "Så räknas det": the rules in words, where the figures are.
import { duties } from "~/domain/standing/rules";
import { dayRule, dutyWords, ruleRows, tones } from "~/domain/standing/texts";
import { Card } from "~/ui/page";
import { More, Tag } from "~/ui/parts";

export const Rules = () => (
  <Card title="Så räknas det">
    <p>{dayRule}</p>
    {duties.map((d) => (
      <More key={d} label={dutyWords[d]}>
        <dl className="facts">
          {(Object.entries(ruleRows[d]) as [keyof typeof tones, readonly [string, string]][]).map(
            ([level, [word, when]]) => (
              <div key={level}>
                <dt>
                  <Tag tone={tones[level]}>{word}</Tag>
                </dt>
                <dd>{when}</dd>
              </div>
            ),
          )}
        </dl>
      </More>
    ))}
  </Card>
);
