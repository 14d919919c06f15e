/** Something to wait for that a test opens when it likes. */
export const createGate = (): { passed: Promise<void>; open: () => void } => {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open: () => open() };
};
