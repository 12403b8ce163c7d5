// Every room's reactions, registered once. Whoever changes anything imports this file.
import { register as notifications } from "./notifications/reactions.server";
import { register as sealing } from "./commitments/sealing/reactions.server";
import { register as confirmations } from "./confirmations/reactions.server";
import { register as efforts } from "./efforts/reactions.server";
import { register as inquiries } from "./inquiries/reactions.server";
import { register as spread } from "./spread/reactions.server";
import { register as handover } from "./handover/reactions.server";
import { register as groups } from "./groups/reactions.server";
import { register as groupJoining } from "./groups/joining/reactions.server";
import { register as meetings } from "./meetings/reactions.server";
import { register as seats } from "./seats/reactions.server";

const done = globalThis as { lansgruppReactions?: boolean };
if (!done.lansgruppReactions) {
  done.lansgruppReactions = true;
  seats();
  sealing();
  notifications();
  // Before the meetings, whose invitations follow the places.
  groups();
  groupJoining();
  efforts();
  inquiries();
  spread();
  confirmations();
  handover();
  meetings();
}
