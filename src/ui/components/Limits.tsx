/** What an extension cannot prevent, and what does. */
import { parentsWords as words } from '../strings-parents';

export function Limits() {
  return (
    <>
      <p>{words.limits.explain}</p>
      <ul class="limits">
        {words.limits.items.map(({ what, close }) => (
          <li key={what}>
            {what} <span class="limits-close">{close}</span>
          </li>
        ))}
      </ul>
      <p>{words.limits.more}</p>
    </>
  );
}
