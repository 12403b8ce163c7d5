// "Så räknas det": the rules in words, where the figures are.
import { standings } from "~/domain/commitments/rules";
import { standingWords } from "~/domain/commitments/texts";
import { duties, levels, seatLevels, type Duty, type Level } from "~/domain/standing/rules";
import { dayRule, dutyWords, ruleRows, seatRows, tones } from "~/domain/standing/texts";
import { Card } from "~/ui/page";
import { More, Tag } from "~/ui/parts";

const rulesOf = (duty: Duty): [level: Level, word: string, when: string][] => {
  if (duty === "seat") return standings.map((s) => [seatLevels[s], standingWords[s].text, seatRows[s]]);
  const rows = ruleRows[duty];
  return levels.flatMap((level): [Level, string, string][] => {
    const row = rows[level];
    return row ? [[level, row[0], row[1]]] : [];
  });
};

export const Rules = () => (
  <Card title="Så räknas det">
    <p>{dayRule}</p>
    {duties.map((d) => (
      <More key={d} label={dutyWords[d]}>
        <dl className="facts">
          {rulesOf(d).map(([level, word, when]) => (
            <div key={word}>
              <dt>
                <Tag tone={tones[level]}>{word}</Tag>
              </dt>
              <dd>{when}</dd>
            </div>
          ))}
        </dl>
      </More>
    ))}
  </Card>
);
