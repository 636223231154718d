// What features say about answers.
import assert from 'node:assert/strict';

const patience = 20_000;

/** The answer of a request that succeeds. */
export async function ok(request) {
  const answer = await request;
  assert.equal(
    answer.error,
    null,
    JSON.stringify({ status: answer.status, ...answer.error, message: answer.error?.message }),
  );
  return answer;
}

/** The data of a request that succeeds. */
export async function data(request) {
  return (await ok(request)).data;
}

/** The error of a request that is refused with this status and code. */
export async function refused(request, status, code) {
  const answer = await request;
  assert.notEqual(answer.error, null, `not refused: ${JSON.stringify(answer.data)}`);
  const error = answer.error;
  assert.deepEqual(
    [answer.status ?? error.status, error.code],
    [status, code],
    JSON.stringify({ ...error, message: error.message }),
  );
  return error;
}

export const ids = async (request) => (await data(request.order('id'))).map((row) => row.id);

/** Waits until something holds; what it then gives. */
export async function until(condition, what) {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    const value = await condition();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`Waited in vain for ${what ?? condition}.`);
}

export { assert };
