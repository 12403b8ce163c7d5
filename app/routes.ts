// Every door: the Swedish address left, the module right.
import { index, prefix, route, type RouteConfig } from "@remix-run/route-config";

export default [
  index("routes/network/start.tsx"),
  route("logga-in", "routes/access/sign-in.tsx"),
  route("logga-in/kod", "routes/access/sign-in-code.tsx"),
  route("logga-ut", "routes/access/sign-out.tsx"),
  route("mitt", "routes/access/mine.tsx"),

  route("demo/brev", "routes/demo/mailbox.tsx"),
  route("demo/brev/:id", "routes/demo/letter.tsx"),

  ...prefix(":county/:network", [
    index("routes/network/front.tsx"),
  ]),
] satisfies RouteConfig;
