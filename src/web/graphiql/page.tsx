import { GraphiQL } from "graphiql";
import { useEffect, useMemo, useState } from "react";
import { connect } from "./connection";
import { keepSession, readSession, type Session } from "./session";
import { SignIn } from "./sign_in";

const FIRST_QUERY = `# 在这里写查询，按 Ctrl-Enter 运行。
# 左边的书本图标：全部字段的说明。
# Write a query here, Ctrl-Enter runs it.
# The book icon on the left: every field.

{
  __typename
}
`;

export function Page() {
  const [session, setSession] = useState<Session | null>(readSession);
  const token = session?.token ?? null;
  // A new fetcher makes GraphiQL ask for the schema again, as whoever is signed in now.
  const connection = useMemo(() => connect(token), [token]);
  useEffect(() => connection.close, [connection]);

  function change(next: Session | null) {
    keepSession(next);
    setSession(next);
  }

  return (
    <>
      <header className="bar">
        <h1>
          三报接口 <span lang="en">Sanbao API</span>
        </h1>
        {session === null ? (
          <SignIn onSession={change} />
        ) : (
          <div className="sign-in">
            <span>
              已登录 Signed in{session.login !== "" && <strong> {session.login}</strong>}
            </span>
            <button type="button" onClick={() => change(null)}>
              退出 Sign out
            </button>
          </div>
        )}
      </header>
      <main>
        <GraphiQL
          fetcher={connection.fetcher}
          defaultQuery={FIRST_QUERY}
          inputValueDeprecation
          schemaDescription
          showPersistHeadersSettings={false}
        >
          <GraphiQL.Logo>
            <span lang="en">GraphiQL</span>
          </GraphiQL.Logo>
        </GraphiQL>
      </main>
    </>
  );
}
