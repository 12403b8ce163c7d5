// The words and the one button of each row in the to-do list.
import { longDate, through } from "~/platform/calendar";
import { must } from "~/platform/must";
import { capital, counted, listed, numberWord } from "~/platform/swedish";
import { todoKinds, type TodoKind } from "~/domain/network/todo-kinds";
import type { Todo } from "~/domain/network/todo.server";
import { besideText, formNames, kindWords, standingText } from "~/domain/commitments/texts";
import { paths, type Place } from "~/paths";
import { ButtonLink, PostButton, type TodoItem } from "~/ui/parts";

export interface Group extends Todo {
  others: string[];
  /** The rows that are one. */
  each: Todo[];
}
/** Seats that one person left together, and forms that are one change, are one row, in the place of the first. */
function bound(todo: readonly Todo[]): Group[] {
  const found = new Map<string, Group>();
  for (const t of todo) {
    const key = t.together && !t.beside ? `${t.kind} ${t.together}` : t.key;
    const first = found.get(key);
    if (!first) found.set(key, { ...t, others: [t.organisation], each: [t] });
    else {
      first.each.push(t);
      first.others.push(t.organisation);
      first.organisation = listed(first.others);
      first.deputy = listed([...new Set(first.each.map((x) => x.deputy).filter((d) => d !== null))]) || null;
    }
  }
  return [...found.values()];
}

/** Missing forms are one row: they are finished in one place. */
export function grouped(todo: readonly Todo[]): Group[] {
  const missing = todo.filter((t) => t.kind === "noForm");
  const rest = bound(todo.filter((t) => t.kind !== "noForm"));
  const [first] = missing;
  return first
    ? [...rest, { ...first, key: "noForm", others: missing.map((t) => t.organisation), each: missing }]
    : rest;
}

const waited = (days: number) => ["i dag", "i går"][days] ?? `för ${numberWord(days)} dagar sedan`;

/** Where a file of material, of an effort or of an answer is put right; null: it belongs to a form. */
function fileAt(file: Todo["file"], place: Place): string | null {
  if (file?.materialId) return paths.aboutMaterial(place, file.materialId);
  if (file?.effortId) return paths.effort(place, file.effortId);
  return file?.inquiryId ? paths.inquiryAnswer(place, file.inquiryId, file.slug ?? "") : null;
}

const sentences = (...parts: (string | null)[]) =>
  parts
    .filter(Boolean)
    .map((p) => `${p}.`)
    .join(" ");

export function todoItem(t: Group, place: Place, diaryNumber: string): TodoItem {
  const form = t.form ? kindWords[t.form] : "Blanketten";
  const about = t.aboutId ?? "";
  const at = t.commitmentId ? paths.commitment(place, t.commitmentId) : "";
  const open = (label: string) => (
    <ButtonLink small quiet href={at}>
      {label}
    </ButtonLink>
  );
  const go = (act: Parameters<typeof paths.meetingAct>[2], label: string) => (
    <ButtonLink small quiet href={paths.meetingAct(place, about, act)}>
      {label}
    </ButtonLink>
  );
  const infectedAt = fileAt(t.file, place);
  // What a row of its kind always has.
  const meeting = () => must(t.meeting, `the meeting of ${t.kind}`);
  const heldOn = () => longDate(must(meeting().heldOn, `the day of ${t.kind}`));
  const awaited = `Vänta in ${t.detail === "1" ? "svaret" : "svaren"}`;
  const since = () => longDate(must(t.since, `since when ${t.kind}`));
  const groupId = () => must(t.group, `the group of ${t.kind}`).groupId;
  const beside = t.beside && besideText(t.beside);
  const period = t.period && standingText(t.period);
  const underSignature = t.mends && (t.beside?.state === "awaitingSignature" || t.beside?.state === "signed");
  /** The one thing that finishes it: naming somebody, in each organisation, or the form that does so already. */
  const appoint = (which: "byt-representant" | "byt-ersattare", label: string) =>
    underSignature
      ? open("Visa blanketten")
      : t.each.map(({ slug, organisation }) => (
          <ButtonLink
            key={slug}
            small
            quiet={which === "byt-ersattare"}
            href={paths.organisationAct(place, slug, which)}
          >
            {label}
            <span className={t.each.length > 1 ? undefined : "hidden"}> för {organisation}</span>
          </ButtonLink>
        ));
  const periodText = t.detail
    ? `Perioden ${t.kind === "expired" ? "gick" : "går"} ut ${through(t.detail)}. Fråga om uppgifterna fortfarande stämmer. Alla behåller sina platser.`
    : "";
  const askAgain = (
    <ButtonLink small quiet href={paths.organisationAct(place, t.slug, "inbjudan")}>
      Fråga
    </ButtonLink>
  );
  const text: Record<TodoKind, () => [string, string, React.ReactNode]> = {
    receive: () => [
      `Ta emot ${t.each.length > 1 ? "blanketterna" : "blanketten"} från ${t.organisation}`,
      `${form}, undertecknad ${waited(t.days)}${t.detail ? `. Gäller från ${longDate(t.detail)}` : ""}.`,
      <>
        <PostButton
          small
          action={paths.commitmentAct(place, t.commitmentId ?? "", "mottagande")}
          hidden={t.each.length > 1 ? { diaryNumber, all: "ja" } : { diaryNumber }}
        >
          {t.each.length > 1 ? "Ta emot alla" : "Ta emot"}
        </PostButton>{" "}
        {t.each.map((x) => (
          <a key={x.key} className="beside" href={paths.commitment(place, x.commitmentId ?? "")}>
            {t.each.length > 1 ? `Visa blanketten från ${x.organisation}` : "Visa"}
          </a>
        ))}
      </>,
    ],
    unconfirmed: () => [
      `Bekräfta rätt chef för ${t.organisation}`,
      `${t.detail} är rätt chef, enligt den som fick blanketten. Stämmer adressen?`,
      open("Bekräfta"),
    ],
    declined: () => [
      `${t.organisation}: chefen skriver inte under`,
      "Läs varför och hjälp dem vidare.",
      open("Läs svaret"),
    ],
    returned: () => [
      `${t.organisation}: stoppad blankett`,
      `${t.form ? formNames[t.form] : "Blanketten"} ska rättas.`,
      open("Rätta"),
    ],
    unanswered: () => [
      `${t.organisation}: ingen underskrift`,
      `${t.detail} har fått fyra påminnelser och har inte svarat.`,
      <>
        <PostButton small quiet action={paths.signature(place, about, "paminnelse")}>
          Påminn igen
        </PostButton>{" "}
        <a className="beside" href={at}>
          Visa
        </a>
      </>,
    ],
    paper: () => [
      `${t.organisation}: underskrift på papper`,
      `${t.detail} skriver under på papper eller bekräftar per telefon.`,
      t.commitmentId ? (
        <ButtonLink small quiet href={paths.commitmentAct(place, t.commitmentId, "papper")}>
          Lägg in
        </ButtonLink>
      ) : null,
    ],
    vacant: () => [
      `${t.organisation}: representant saknas`,
      sentences(
        standingText({ standing: "vacant", date: t.detail }),
        t.deputy ? `${t.deputy} går in så länge` : "Ingen ersättare heller",
        beside,
        period,
      ),
      appoint("byt-representant", "Utse representant"),
    ],
    leaving: () => [
      `${t.organisation}: representanten slutar`,
      sentences(
        standingText({ standing: "leaving", date: t.detail }),
        t.deputy ? `${t.deputy} går in från den dagen` : "Ingen ersättare kan gå in",
        beside,
        period,
      ),
      appoint("byt-representant", "Utse representant"),
    ],
    deputyMissing: () => [
      `${t.organisation}: ersättare saknas`,
      sentences(
        t.detail ? `Platsen är tom sedan ${longDate(t.detail)}` : "De skulle utse ersättare senare",
        beside,
        period,
      ),
      appoint("byt-ersattare", "Utse ersättare"),
    ],
    deputyLeaving: () => [
      `${t.organisation}: ersättaren slutar`,
      sentences(standingText({ standing: "deputyLeaving", date: t.detail }), beside, period),
      appoint("byt-ersattare", "Utse ersättare"),
    ],
    expired: () => [`${t.organisation}: perioden gick ut`, periodText, askAgain],
    expiring: () => [`${t.organisation}: perioden går ut`, periodText, askAgain],
    noForm: () => [
      `${capital(counted(t.others.length, "organisation", "organisationer"))} saknar blankett`,
      t.others.length > 5
        ? `${listed(t.others.slice(0, 4))} och ${numberWord(t.others.length - 4)} till.`
        : `${listed(t.others)}.`,
      <ButtonLink small quiet href={paths.invite(place)}>
        Bjud in
      </ButtonLink>,
    ],
    letter: () => [
      `${t.organisation ? `${t.organisation}: m` : "M"}ejl kom inte fram`,
      `”${t.detail}”`,
      <ButtonLink small quiet href={paths.notices(place, { show: "kom-inte-fram" })}>
        Åtgärda
      </ButtonLink>,
    ],
    incoming: () => [
      `${capital(counted(Number(t.detail), "mejlsvar", "mejlsvar"))} kunde inte tolkas`,
      t.detail === "1" ? "Läs det och för in svaret." : "Läs dem och för in svaren.",
      <ButtonLink small quiet href={paths.inbox(place)}>
        {t.detail === "1" ? "Läs svaret" : "Läs svaren"}
      </ButtonLink>,
    ],
    mailbox: () => [
      "Svarsbrevlådan går inte att läsa",
      `Sedan ${t.detail}. Svar från kalendrar dröjer.`,
      <ButtonLink small quiet href={paths.inbox(place)}>
        Visa
      </ButtonLink>,
    ],
    convene: () => [
      `Kalla till ”${t.organisation}”`,
      `Mötet är ${heldOn()} och kallelsen är inte skickad.`,
      go("kallelse", "Granska och kalla"),
    ],
    proposals: () => [
      `${t.organisation}: ${counted(meeting().count, "förslag", "förslag")} till dagordningen`,
      `Ta med eller ta bort. Mötet är ${heldOn()}.`,
      go("dagordning", "Läs förslagen"),
    ],
    poll: () => [
      `Välj tid för ”${t.organisation}”`,
      meeting().count === 0
        ? "Alla som kan svara har svarat."
        : `Sista svarsdag har passerat. ${capital(counted(meeting().count, "organisation", "organisationer"))} har inte svarat.`,
      <ButtonLink small quiet href={paths.poll(place, meeting().id)}>
        Se svaren
      </ButtonLink>,
    ],
    attendance: () => [
      `Stäng närvaron för ”${t.organisation}”`,
      `Mötet var ${heldOn()}.`,
      go("narvaro", "Till närvaron"),
    ],
    minutes: () => [
      `${t.organisation}: minnesanteckningar`,
      `Mötet var ${heldOn()}. De är inte publicerade.`,
      go("minnesanteckningar", "Till anteckningarna"),
    ],
    inquiryPassed: () => [
      `${t.organisation}: ${counted(Number(t.detail), "organisation", "organisationer")} har inte svarat`,
      `Sista dagen var ${since()}. ${awaited}, eller avsluta frågorna.`,
      <ButtonLink small quiet href={paths.inquiry(place, about)}>
        Visa svaren
      </ButtonLink>,
    ],
    inquiryDone: () => [
      `${t.organisation}: resultatet är klart`,
      "Alla som kan svara har svarat. Läs resultatet och avsluta frågorna.",
      <ButtonLink small quiet href={paths.inquiry(place, about)}>
        Till frågorna
      </ButtonLink>,
    ],
    findingProposed: () => [
      `${t.organisation}: en annan text till en lärdom`,
      `”${t.detail}”. Förslaget kom ${waited(t.days)}.`,
      <ButtonLink small quiet href={paths.finding(place, about)}>
        Läs förslaget
      </ButtonLink>,
    ],
    questionProposed: () => [
      `${t.organisation}: en fråga att lyfta`,
      `”${t.detail}” Föreslogs ${waited(t.days)}.`,
      <ButtonLink small quiet href={paths.question(place, about)}>
        Läs frågan
      </ButtonLink>,
    ],
    questionLate: () => [
      "En lyft fråga har inte fått svar",
      `”${t.detail}” Lyftes ${longDate(t.since ?? "")}.`,
      <ButtonLink small quiet href={paths.question(place, about)}>
        Skriv svaret
      </ButtonLink>,
    ],
    visitNotes: () => [
      `Skriv anteckningar från besöket hos ${t.organisation}`,
      `Besöket var ${longDate(t.since ?? "")}.`,
      <ButtonLink small quiet href={paths.visit(place, about)}>
        Till besöket
      </ButtonLink>,
    ],
    seal: () => [
      `${t.organisation}: stämpeln dröjer`,
      "Vi kunde inte stämpla PDF:en. Försök igen. Underskriften gäller ändå.",
      t.commitmentId ? (
        <PostButton small quiet action={paths.commitmentAct(place, t.commitmentId, "stampel")}>
          Försök igen
        </PostButton>
      ) : null,
    ],
    confirmNo: () => [
      `${t.organisation}: chefen svarade nej`,
      `Det gäller ${t.detail}. Svaret kom ${waited(t.days)}.`,
      <ButtonLink small quiet href={paths.organisationAct(place, t.slug, "bekraftelse")}>
        Läs svaret
      </ButtonLink>,
    ],
    confirmSilent: () => [
      `${t.organisation}: chefen har inte svarat`,
      `${t.detail} fick ${waited(t.days)} frågan om uppdraget fortfarande stämmer, och sedan en påminnelse. Ring och notera svaret.`,
      <ButtonLink small quiet href={paths.organisationAct(place, t.slug, "bekraftelse")}>
        Notera svaret
      </ButtonLink>,
    ],
    confirmPhone: () => [
      `Fråga chefen på ${t.organisation} per telefon`,
      `${t.detail} har ingen egen mejladress. Fråga om uppdraget fortfarande stämmer.`,
      <ButtonLink small quiet href={paths.organisationAct(place, t.slug, "bekraftelse")}>
        Notera svaret
      </ButtonLink>,
    ],
    groupRequest: () => [
      `${t.detail} vill vara med i ${t.organisation}`,
      `Frågan kom ${waited(t.days)}.`,
      <ButtonLink small quiet href={`${paths.group(place, groupId())}#forfragningar`}>
        Svara
      </ButtonLink>,
    ],
    convener: () => [
      `${t.organisation} saknar sammankallande`,
      `Platsen upphörde ${since()}. Ni sammankallar så länge.`,
      <ButtonLink small quiet href={paths.groupAct(place, groupId(), "andra")}>
        Välj
      </ButtonLink>,
    ],
    milestone: () => [
      `${t.organisation}: milstolpen har passerat`,
      `”${t.detail}” skulle vara klar ${since()}.`,
      <>
        <PostButton small quiet action={paths.milestone(place, groupId(), about)} hidden={{ gor: "klar" }}>
          Klar
        </PostButton>{" "}
        <a className="beside" href={`${paths.group(place, groupId())}#milstolpar`}>
          Visa
        </a>
      </>,
    ],
    spreadSilent: () => [
      `${t.organisation}: ${counted(Number(t.detail), "organisation", "organisationer")} har inte svarat`,
      `Sista dagen att sprida var ${since()}. ${awaited}, eller avsluta utskicket.`,
      <ButtonLink small quiet href={paths.spreadItem(place, about)}>
        Visa svaren
      </ButtonLink>,
    ],
    effortBehind: () => [
      `${t.organisation}: ${t.detail === "1" ? "en är inte klar" : `${numberWord(Number(t.detail))} är inte klara`}`,
      `Sista dagen för insatsen var ${since()}.`,
      <ButtonLink small quiet href={paths.effort(place, about, "kvar")}>
        Visa svaren
      </ButtonLink>,
    ],
    infected: () => [
      "Skadlig kod i en fil",
      `”${t.detail}” lämnas inte ut till någon. Ta bort den eller lägg in en ren version.`,
      infectedAt ? (
        <ButtonLink small quiet href={infectedAt}>
          Åtgärda
        </ButtonLink>
      ) : (
        open("Visa blanketten")
      ),
    ],
    unscanned: () => [
      "Filer väntar på viruskontroll",
      `Den äldsta är ”${t.detail}”, inlagd ${waited(t.days)}. Kontrollen svarar inte. Ingen kan öppna filerna förrän den gör det.`,
      null,
    ],
    draftOnBehalf: () => [
      `${t.organisation}: påbörjad blankett`,
      `Du har börjat fylla i åt organisationen. Senast ändrad ${waited(t.days)}.`,
      t.commitmentId ? (
        <ButtonLink small quiet href={paths.commitmentAct(place, t.commitmentId, "utkast")}>
          Fortsätt
        </ButtonLink>
      ) : null,
    ],
  };
  const [title, more, action] = text[t.kind]();
  return { key: t.key, tone: todoKinds[t.kind], title, text: more, action };
}
