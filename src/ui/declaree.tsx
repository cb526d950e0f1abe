/** Beside the name of a structure that somebody declared by hand, until the service confirms it. */
export const Declaree = () => (
  <>
    {' '}
    <span class="gt-declaree">Déclarée</span>
  </>
)

/** A name with its mark when it has one: everywhere a name is read. */
export const NomStructure = ({ nom, declaree }: { nom: string; declaree?: boolean | undefined }) => (
  <>
    {nom}
    {declaree && <Declaree />}
  </>
)
