import { useClientHandle } from "@urql/vue";
import { effectScope, ref, type Ref } from "vue";
import { useI18n } from "vue-i18n";
import { LockAddDocument, LockRemoveDocument, PlaceDocument, RunBoardDocument, TakeOutDocument } from "../../../../generated/coordinator/graphql";
import { newKey, useDraft } from "../../../../shared/draft";
import { useDeed } from "../../../../shared/graphql/deed";
import type { Trouble } from "../../../../shared/graphql/trouble";
import { useRun } from "../../run";
import { assemble, type Board, type LockKind, type Request } from "../board/board";
import { momentIn } from "../board/when";
import { asPlanned, isSame, type Draft } from "./draft";

interface Fixed {
  readonly kind: LockKind;
  readonly member: string | null;
  readonly start: number | null;
}

/** How a request stood: where, with whom, and what was locked. */
interface Stood {
  readonly plan: Draft;
  readonly locks: readonly Fixed[];
}

/** Something that was done, and how to see whether it still is so. */
interface Step {
  readonly says: string;
  touched: { request: string; before: Stood; after: Stood }[];
}

interface Desk {
  /** What is being tried, by the request's number. */
  readonly drafts: Record<string, Draft>;
  readonly steps: Step[];
}

const desks = new Map<string, Desk>();

/** What is tried and was done with the plan in hand; every view shares it, and it outlives a reload. Only inside `<RunFrame>`. */
export function useAdjustDesk(): Desk {
  const { id } = useRun().run.value;
  const known = desks.get(id);
  if (known) return known;
  // A scope of its own: it must still be kept when the view that asked first is gone.
  const { typed } = effectScope(true).run(() => useDraft<Desk>(`adjust.${id}`, () => ({ drafts: {}, steps: [] }))) as { typed: Desk };
  desks.set(id, typed);
  return typed;
}

export interface Adjusting {
  readonly desk: Desk;
  readonly busy: Ref<boolean>;
  readonly trouble: Ref<Trouble | null>;
  /** Somebody else was faster: look at the plan as it is now. */
  readonly isStale: Ref<boolean>;
  place(request: Request, draft: Draft, reason: string, says: string): Promise<boolean>;
  takeOut(request: Request, reason: string, says: string): Promise<boolean>;
  lock(request: Request, wanted: readonly Fixed[], says: string): Promise<boolean>;
  unlock(request: Request, ids: readonly string[], says: string): Promise<boolean>;
  undo(): Promise<boolean>;
  /** Forgets what was said of a trouble. */
  calm(): void;
}

/** The deeds on a plan, each with its way back. Every deed is for the plan as it is shown, else it is refused. */
export function useAdjusting(board: () => Board): Adjusting {
  const { t } = useI18n();
  const { client } = useClientHandle();
  const [placing, taking, locking, unlocking] = [useDeed(PlaceDocument), useDeed(TakeOutDocument), useDeed(LockAddDocument), useDeed(LockRemoveDocument)];
  const desk = useAdjustDesk();
  const busy = ref(false);
  const trouble = ref<Trouble | null>(null);
  const isStale = ref(false);
  const at = (minute: number) => momentIn(board().run.week, minute).toISOString();

  /** One mutation; its run's version where it was done. */
  async function sent<Variables, Done>(deed: { run(variables: Variables): Promise<Done | null>; trouble: Ref<Trouble | null>; refused: Ref<{ __typename: string } | null> }, variables: Variables, version: (done: Done) => number): Promise<number | null> {
    const done = await deed.run(variables);
    trouble.value = deed.trouble.value;
    isStale.value = deed.refused.value?.__typename === "StaleVersionError";
    return done && version(done);
  }

  const common = (expectedVersion: number) => ({ run: board().run.id, expectedVersion, idempotencyKey: newKey() });
  const sendPlace = (version: number, request: Request, plan: Draft, reason: string) =>
    sent(
      placing,
      {
        input: {
          ...common(version),
          request: request.id,
          startsAt: at(plan.start ?? 0),
          seats: plan.seats.map((team) => ({ members: team.flatMap((number) => board().memberBy.get(number)?.id ?? []) })),
          giveWay: plan.giveWay.flatMap((number) => board().requestBy.get(number)?.id ?? []),
          reason,
        },
      },
      (done) => done.proposal.run.version,
    );
  const sendTakeOut = (version: number, request: Request, reason: string) => sent(taking, { input: { ...common(version), request: request.id, reason } }, (done) => done.proposal.run.version);
  const sendLock = (version: number, request: Request, fixed: Fixed) =>
    sent(
      locking,
      { input: { ...common(version), request: request.id, kind: fixed.kind, member: fixed.member === null ? null : (board().memberBy.get(fixed.member)?.id ?? null), startsAt: fixed.start === null ? null : at(fixed.start), reason: "" } },
      (done) => done.run.version,
    );
  const sendUnlock = (id: string) => sent(unlocking, { input: { id, idempotencyKey: newKey() } }, (done) => done.run.version);

  /** The plan as it is now, for every view of it. */
  async function renewed(): Promise<Board | null> {
    const { data } = await client.query(RunBoardDocument, { run: board().run.id }, { requestPolicy: "network-only" }).toPromise();
    return data ? assemble(data.runBoard) : null;
  }

  /** Does something, and remembers how the requests it touches stood before. */
  async function remembered(requests: readonly Request[], says: string, act: () => Promise<boolean>): Promise<boolean> {
    busy.value = true;
    const before = requests.map((request) => [request.number, stoodOf(request)] as const);
    const done = await act();
    const now = done ? await renewed() : null;
    if (now) desk.steps.push({ says, touched: before.map(([number, stood]) => ({ request: number, before: stood, after: stoodOf(now.requestBy.get(number)) })) });
    busy.value = false;
    return done;
  }

  /** Brings one request back to how it stood. */
  async function restore(now: Board, number: string, stood: Stood): Promise<Board | null> {
    let request = now.requestBy.get(number);
    if (!request) return null;
    let version: number | null = now.run.version;
    if (!isSame(asPlanned(request), stood.plan)) {
      const reason = t("adjust.undoReason");
      version = await (stood.plan.start === null ? sendTakeOut(version, request, reason) : sendPlace(version, request, stood.plan, reason));
      const after: Board | null = version === null ? null : await renewed();
      request = after?.requestBy.get(number);
      if (!request) return null;
    }
    for (const lock of request.locks) {
      if (version !== null && !stood.locks.some((one) => isSameLock(one, fixedOf(lock)))) version = await sendUnlock(lock.id);
    }
    for (const fixed of stood.locks) {
      if (version !== null && !request.locks.some((lock) => isSameLock(fixedOf(lock), fixed))) version = await sendLock(version, request, fixed);
    }
    return version === null ? null : renewed();
  }

  async function undo(): Promise<boolean> {
    const step = desk.steps.at(-1);
    if (!step) return false;
    const moved = step.touched.find(({ request, after }) => !isSameStood(stoodOf(board().requestBy.get(request)), after));
    if (moved) {
      trouble.value = { sentence: t("adjust.undoMoved", { number: moved.request }) };
      return false;
    }
    busy.value = true;
    let now: Board | null = board();
    for (const one of step.touched) {
      now = now && (await restore(now, one.request, one.before));
    }
    if (now) desk.steps.pop();
    else {
      // What was undone so far stays so; a second try goes on from there.
      const halfway = isStale.value ? null : await renewed();
      if (halfway) step.touched = step.touched.map((one) => ({ ...one, after: stoodOf(halfway.requestBy.get(one.request)) }));
    }
    busy.value = false;
    return now !== null;
  }

  return {
    desk,
    busy,
    trouble,
    isStale,
    place: (request, draft, reason, says) =>
      remembered([request, ...draft.giveWay.flatMap((number) => board().requestBy.get(number) ?? [])], says, async () => (await sendPlace(board().run.version, request, draft, reason)) !== null),
    takeOut: (request, reason, says) => remembered([request], says, async () => (await sendTakeOut(board().run.version, request, reason)) !== null),
    lock: (request, wanted, says) =>
      remembered([request], says, async () => {
        let version: number | null = board().run.version;
        for (const fixed of wanted) version = version === null ? null : await sendLock(version, request, fixed);
        return version !== null;
      }),
    unlock: (request, ids, says) =>
      remembered([request], says, async () => {
        for (const id of ids) if ((await sendUnlock(id)) === null) return false;
        return true;
      }),
    undo,
    calm: () => ((trouble.value = null), (isStale.value = false)),
  };
}

function fixedOf(lock: Request["locks"][number]): Fixed {
  return { kind: lock.kind, member: lock.member?.number ?? null, start: lock.start };
}

function stoodOf(request: Request | undefined): Stood {
  return { plan: request ? asPlanned(request) : { start: null, seats: [], giveWay: [] }, locks: request?.locks.map(fixedOf) ?? [] };
}

function isSameLock(a: Fixed, b: Fixed): boolean {
  return a.kind === b.kind && a.member === b.member && a.start === b.start;
}

function isSameStood(a: Stood, b: Stood): boolean {
  return isSame(a.plan, b.plan) && a.locks.length === b.locks.length && a.locks.every((lock) => b.locks.some((one) => isSameLock(one, lock)));
}
