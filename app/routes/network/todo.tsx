import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { todoList } from "~/domain/network/todo.server";
import { placeOf } from "~/domain/network/queries.server";
import { readIn } from "~/http/porter.server";
import { paths } from "~/paths";
import { capital, counted } from "~/platform/swedish";
import { Card, Page, Stack } from "~/ui/page";
import { ButtonLink, Empty, TodoList } from "~/ui/parts";
import { ListTools, OrganisationTable } from "./standing";
import { grouped, todoItem } from "./todo-words";
import { titled } from "~/ui/shell";

export const loader = (args: LoaderFunctionArgs) =>
  readIn(args, "todo.see", (permit) => ({
    ...todoList(permit),
    place: placeOf(permit.network),
    diaryNumber: permit.network.diaryNumber ?? "",
  }));
export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  {
    title: titled(matches, data ? titleOf(data.todo.length ? grouped(data.todo).length : 0) : "Att göra"),
  },
];

const titleOf = (n: number) =>
  n === 0 ? "Inget väntar på dig" : `${capital(counted(n, "sak", "saker"))} väntar på dig`;

export default function Todo() {
  const { todo, organisations, place, diaryNumber } = useLoaderData<typeof loader>();
  const items = grouped(todo);
  return (
    <Page title={titleOf(items.length)}>
      <Stack>
        <Card pad={false} id="att-gora">
          {items.length === 0 ? (
            <Empty>
              Här visas blanketter att ta emot, vakanta platser, svar som dröjer, möten att förbereda och mejl
              som inte kom fram.
            </Empty>
          ) : (
            <TodoList items={items.map((t) => todoItem(t, place, diaryNumber))} />
          )}
        </Card>
        <Card
          title="Nätverket i korthet"
          count={counted(organisations.length, "organisation", "organisationer")}
          pad={false}
        >
          <OrganisationTable place={place} lines={organisations} staff />
        </Card>
        <div className="acts">
          <ButtonLink quiet href={paths.invite(place)}>
            Bjud in att fylla i blanketten
          </ButtonLink>
          <ListTools place={place} />
        </div>
      </Stack>
    </Page>
  );
}
