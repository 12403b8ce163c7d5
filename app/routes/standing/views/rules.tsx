// "Så räknas det": the rules in words, where the figures are.
import { duties } from "~/domain/standing/rules";
import { dayRule, dutyWords, rulesOf } from "~/domain/standing/texts";
import { Card } from "~/ui/page";
import { More, Tag } from "~/ui/parts";

export const Rules = () => (
  <Card title="Så räknas det">
    <p>{dayRule}</p>
    {duties.map((d) => (
      <More key={d} label={dutyWords[d]}>
        <dl className="facts">
          {rulesOf(d).map(({ tone, word, when }) => (
            <div key={word}>
              <dt>
                <Tag tone={tone}>{word}</Tag>
              </dt>
              <dd>{when}</dd>
            </div>
          ))}
        </dl>
      </More>
    ))}
  </Card>
);
