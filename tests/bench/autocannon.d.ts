/** What the bench uses of autocannon, which brings no types of its own. */
declare module "autocannon" {
  interface Options {
    url: string;
    connections: number;
    duration: number;
    headers?: Record<string, string>;
  }
  interface Result {
    "2xx": number;
    non2xx: number;
    errors: number;
    timeouts: number;
    duration: number;
    latency: { average: number; p99: number };
  }
  export default function autocannon(options: Options): Promise<Result>;
}
