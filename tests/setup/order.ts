// The long files begin first, so that none of them is left to the end alone.
import { BaseSequencer, type TestSpecification } from "vitest/node";

const long = [
  /journeys\/pages/,
  /journeys\/forms/,
  /journeys\/meetings/,
  /faults\//,
  /journeys\//,
  /access\/doors/,
];
const rank = ({ moduleId }: TestSpecification): number => {
  const at = long.findIndex((part) => part.test(moduleId));
  return at === -1 ? long.length : at;
};

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...files].sort((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId));
  }
}
