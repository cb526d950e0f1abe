import { paths } from '../../paths.ts'
import type { NonAidee } from './non-aidee.rules.ts'

/** Said before anything is written, with the calls that do help this kind of structure. */
export const SiNonAidee = ({ nonAidee }: { nonAidee: NonAidee | undefined }) =>
  nonAidee ? (
    <p>
      Cette structure ne peut pas déposer seule dans cet appel, qui aide&nbsp;: {nonAidee.admis}. Un autre porteur peut vous associer.{' '}
      {nonAidee.autres.length === 0 ? 'Aucun appel ouvert ne l’aide pour l’instant.' : 'Appels ouverts qui l’aident\u00a0: '}
      {nonAidee.autres.map((a, i) => (
        <>
          {i > 0 && ', '}
          <a href={paths.appels.voir(a.slug)}>{a.titre}</a>
        </>
      ))}
    </p>
  ) : null
