// The table that people read: grouped by dialect and area, with a column for each client.

export function table(results, clients) {
  const labels = Object.keys(clients);
  const width = Math.max(...results.map(({ title }) => title.length), 10) + 2;
  const lines = [];
  let group = '';
  for (const rows of byFeature(results).values()) {
    const [{ dialect, area, title }] = rows;
    if (group !== `${dialect}: ${area}`) {
      group = `${dialect}: ${area}`;
      lines.push(
        '',
        group.padEnd(width + 2) + labels.map((label) => clients[label].version.padEnd(10)).join(''),
      );
    }
    const cells = labels.map((label) => cell(rows.find(({ client }) => client === label)).padEnd(10));
    lines.push(`  ${title.padEnd(width)}${cells.join('').trimEnd()}`);
    for (const { client, reason } of rows.filter(({ passed }) => !passed)) {
      lines.push(
        ...`${clients[client].version}: ${reason}`
          .split('\n')
          .slice(0, 14)
          .map((line) => `      ${line}`),
      );
    }
  }
  const failed = results.filter(({ passed }) => !passed).length;
  lines.push('', `${results.length - failed} passed, ${failed} failed`);
  return lines.join('\n');
}

const cell = (result) => (result === undefined ? '-' : result.passed ? 'passed' : 'FAILED');

function byFeature(results) {
  const found = new Map();
  for (const result of results) {
    const key = `${result.dialect} ${result.area} ${result.title}`;
    found.set(key, [...(found.get(key) ?? []), result]);
  }
  return found;
}
