import { formatHeure, formatJourSemaine } from '../../lib/dates.ts'
import { enumeration } from '../../lib/mots.ts'
import { Alert } from '../../ui/blocs.tsx'
import { Typo } from '../../ui/texte.tsx'
import type { FermetureAnnoncee } from '../delais/index.ts'

/** On each page of a draft: what closes to it before its end, why, and the way to its filing. */
export const Fermeture = ({
  le,
  motif,
  part,
  autres,
  depot,
  rouvert,
}: FermetureAnnoncee & { depot: string | undefined; rouvert: boolean }) => (
  <Alert
    ton="warning"
    titre={`${part === undefined ? 'L’appel' : `La part «\u00a0${part}\u00a0»`} ferme le ${formatJourSemaine(le)} à ${formatHeure(le)}`}
  >
    <p>
      <Typo texte={motif} /> {suite(autres, rouvert)} {depot && <a href={depot}>Relire et déposer</a>}
    </p>
  </Alert>
)

function suite(autres: readonly string[], rouvert: boolean): string {
  if (autres.length > 0) {
    const noms = enumeration(autres.map(a => `«\u00a0${a}\u00a0»`))
    return `Ensuite, ${rouvert ? 'ce dossier' : 'votre brouillon'} peut encore viser ${autres.length > 1 ? 'les parts' : 'la part'} ${noms}.`
  }
  return rouvert
    ? 'Ensuite, vos changements ne pourront plus être déposés.'
    : 'Ensuite, votre brouillon reste lisible mais ne peut plus être déposé.'
}
