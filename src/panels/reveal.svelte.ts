/**
 * Parts of a panel drawn one a frame, so that no task keeps the page from answering: those below `drawn` are there. To be
 * made while a component is set up.
 */
export class Reveal {
  drawn = $state(1);

  constructor(parts: number) {
    $effect(() => {
      if (this.drawn >= parts) return;
      const frame = requestAnimationFrame(() => this.drawn++);
      return () => cancelAnimationFrame(frame);
    });
  }
}
