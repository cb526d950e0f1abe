import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import type { SeuilsALire } from './seuils.ts'

const MONTRES_MAX = 10

/** Thresholds that are to be read before it is published, where the guichet asks it. */
export const Seuils = ({ seuils }: { seuils: SeuilsALire }) =>
  typeof seuils === 'string' || seuils.nonLus.length === 0 ? null : (
    <Alert ton="error" niveau={3} titre={`${pluriel(seuils.nonLus.length, 'seuil')} à relire avant de publier`}>
      <p>
        Ce guichet fait lire chaque seuil d’un appel&nbsp;: juste en dessous, au seuil, juste au-dessus.{' '}
        {seuils.brouillon ? (
          <a href={`${paths.studio.section(seuils.brouillon, 'essais')}#seuils`}>Lire les seuils</a>
        ) : (
          <>
            <a href={paths.studio.accueil}>Ouvrez ce texte dans le studio</a>, puis lisez ses seuils dans «&nbsp;Essais&nbsp;».
          </>
        )}
      </p>
      <ul>
        {seuils.nonLus.slice(0, MONTRES_MAX).map(s => (
          <li>{s}</li>
        ))}
        {seuils.nonLus.length > MONTRES_MAX && <li>et {pluriel(seuils.nonLus.length - MONTRES_MAX, 'autre')}</li>}
      </ul>
    </Alert>
  )
