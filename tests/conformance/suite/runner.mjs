// Runs the features: areas beside one another, the features of an area one after the other.

// A feature that hangs has failed; generous, for a machine under load.
const limit = 60_000;
const areasAtOnce = 4;

/** @returns the results in the features' order; each is also told as soon as it is known */
export async function runAll(features, worlds, tell) {
  const areas = [...groups(features).values()];
  const results = new Map();
  const waiting = areas;
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      for (const feature of next) {
        const result = await runOne(feature, worlds[feature.client]);
        results.set(feature.id, result);
        tell(result);
      }
    }
  };
  await Promise.all(Array.from({ length: areasAtOnce }, worker));
  return features.map(({ id }) => results.get(id));
}

async function runOne({ id, client, dialect, area, title, run }, world) {
  const result = { id, client, dialect, area, title, passed: true };
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No end after ${limit} ms.`)), limit);
  });
  try {
    await Promise.race([run(world), tooLong]);
  } catch (error) {
    result.passed = false;
    result.reason = String(error?.stack ?? error);
  } finally {
    clearTimeout(timer);
  }
  return result;
}

const areaOf = ({ client, dialect, area }) => `${client} ${dialect} ${area}`;

function groups(features) {
  const found = new Map();
  for (const feature of features) {
    const key = areaOf(feature);
    found.set(key, [...(found.get(key) ?? []), feature]);
  }
  return found;
}
