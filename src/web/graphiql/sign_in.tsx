import { useState, type FormEvent } from "react";
import { useDemoLogins } from "./demo_logins";
import { pastedToken, type Session } from "./session";
import { createSession } from "./session_create";

/** The box in the header: sign in with login and password, or paste a token. */
export function SignIn({ onSession }: { onSession: (session: Session) => void }) {
  const [byToken, setByToken] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const demoLogins = useDemoLogins();

  async function enter(login: string, password: string) {
    setBusy(true);
    setTrouble("");
    try {
      onSession({ login, token: await createSession(login, password) });
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    if (byToken) onSession({ login: "", token: pastedToken(String(typed.get("token"))) });
    else void enter(String(typed.get("login")).trim(), String(typed.get("password")));
  }

  return (
    <form className="sign-in" onSubmit={submit} aria-label="登录 Sign in">
      {byToken ? (
        <input name="token" type="password" required autoComplete="off" aria-label="令牌 Token" placeholder="令牌 Token" />
      ) : (
        <>
          <input name="login" required autoComplete="username" aria-label="登录名 Login" placeholder="登录名 Login" />
          <input
            name="password"
            type="password"
            required
            autoComplete="current-password"
            aria-label="密码 Password"
            placeholder="密码 Password"
          />
        </>
      )}
      <button type="submit" className="chief" disabled={busy}>
        {byToken ? "使用 Use" : "登录 Sign in"}
      </button>
      <button type="button" onClick={() => setByToken(!byToken)}>
        {byToken ? "改用密码 Password" : "改用令牌 Token"}
      </button>
      {demoLogins.length > 0 && (
        <select
          aria-label="演示账号 Demo logins"
          value=""
          disabled={busy}
          onChange={(event) => {
            const chosen = demoLogins.find((demo) => demo.login === event.target.value);
            if (chosen) void enter(chosen.login, chosen.password);
          }}
        >
          <option value="">演示账号 Demo logins…</option>
          {demoLogins.map((demo) => (
            <option key={demo.login} value={demo.login}>
              {demo.label}
            </option>
          ))}
        </select>
      )}
      <span role="alert" className="trouble">
        {trouble}
      </span>
    </form>
  );
}
