import { paths } from '../paths.ts'

/** Which kinds of structures a call helps, as it says it, and the other open calls that help each kind. */
type Pour = {
  types: readonly string[]
  admis: string
  autres: Readonly<Record<string, readonly { slug: string; titre: string }[]>>
}

/** Said at once, with the calls that do help it. */
export const NonAidee = ({ type, pour }: { type: string; pour: Pour | undefined }) => {
  if (!pour || pour.types.includes(type)) return null
  const autres = pour.autres[type] ?? []
  return (
    <span class="gt-ligne2">
      Cet appel aide&nbsp;: {pour.admis}. Elle peut être partenaire.{' '}
      {autres.length === 0 ? 'Aucun appel ouvert ne l’aide pour l’instant.' : 'Appels ouverts qui l’aident\u00a0: '}
      {autres.map((a, i) => (
        <>
          {i > 0 && ', '}
          <a href={paths.appels.voir(a.slug)}>{a.titre}</a>
        </>
      ))}
    </span>
  )
}
