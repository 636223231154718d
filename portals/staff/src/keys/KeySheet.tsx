import { Dialog } from '@portalchat/chat/react/dialog/Dialog.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';

const { key, keyGroup } = texts.staff;

const groups = [
  {
    title: keyGroup.everywhere,
    keys: [
      [['?'], key.sheet],
      [['Ctrl', 'K'], key.commands],
      [['Alt', 'J'], key.next],
      [['Alt', 'K'], key.previous],
      [['/'], key.search],
      [['Alt', 'N'], key.open],
    ],
  },
  {
    title: keyGroup.chat,
    keys: [
      [['Alt', 'T'], key.take],
      [['Alt', 'E'], key.resolve],
      [['Alt', 'R'], key.answer],
      [['Alt', 'D'], key.details],
    ],
  },
  {
    title: keyGroup.writing,
    keys: [
      [['Enter'], key.send],
      [['Shift', 'Enter'], key.line],
    ],
  },
] as const;

export function KeySheet({ onClose }: { onClose(): void }) {
  return (
    <Dialog open onClose={onClose} title={texts.staff.keys} description={null}>
      <div className="grid gap-5 pt-2">
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1.5 text-xs font-semibold text-faint">{group.title}</h3>
            <dl className="grid gap-1">
              {group.keys.map(([combination, meaning]) => (
                <div key={meaning} className="flex items-center justify-between gap-4 py-1">
                  <dt>{meaning}</dt>
                  <dd className="flex gap-1">
                    {combination.map((each) => (
                      <kbd key={each} className="key">
                        {each}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
