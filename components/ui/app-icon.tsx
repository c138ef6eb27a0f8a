/** The app's icon, as decoration beside its name. */
export function AppIcon() {
  return (
    // An optimised image would need a script and a server route to show three shapes.
    <picture>
      <img src="/icon.svg" alt="" width={48} height={48} />
    </picture>
  );
}
