import type { Child } from 'hono/jsx'
import { formatDateCivile } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { Essentiel } from '../../ui/blocs.tsx'
import { Rangees } from '../../ui/listes.tsx'
import { Page } from '../../ui/page.tsx'
import { pct } from '../../ui/plots/echelle.ts'
import type { Site } from '../../ui/site.ts'
import { LigneBilan } from './bilans/liste.view.tsx'
import type { BilanListe } from './bilans/mes-bilans.queries.ts'
import { finDite } from './fin.rules.ts'
import type { Suivi } from './suivi.queries.ts'

type Props = {
  site: Site
  s: Suivi
  bilans: readonly BilanListe[]
  jour: string
  /** What other parts say of the aid: its act, its payments, its amendments. */
  actes: Child
}

/** A project that received an aid, for the structures that bear it: where the aid stands, its bilans, its act and payments. */
export const SuiviPage = ({ site, s, bilans, jour, actes }: Props) => (
  <Page
    site={site}
    titre={`Suivi du projet, dossier ${s.numero}`}
    ariane={[{ libelle: 'Mes bilans', href: paths.bilans.liste }, { libelle: `Dossier ${s.numero}` }]}
  >
    <p class="gt-sur">{s.porteur}</p>
    <h1 class="fr-h3">{s.titre}</h1>
    <Essentiel
      faits={[
        { terme: 'Aide accordée', valeur: formatEuros(s.accorde) },
        { terme: 'Consommée', valeur: formatEuros(s.consomme), note: 'd’après les bilans déposés' },
        { terme: 'Versée', valeur: formatEuros(s.verse), note: noteOrdonne(s) },
        finDite(s, formatDateCivile),
      ]}
    />
    <svg class="gt-jauge" width="100%" height="30" aria-hidden="true" focusable="false">
      <rect class="gt-jauge__fond" x="0" y="6" width="100%" height="18" />
      <rect class="gt-jauge__plein" x="0" y="6" width={pct(s.accorde > 0 ? s.consomme / s.accorde : 0)} height="18" />
    </svg>
    <h2 class="fr-h5 fr-mt-4w">Bilans</h2>
    {bilans.length === 0 ? (
      <p>Aucun bilan n’est encore attendu.</p>
    ) : (
      <Rangees>
        {bilans.map(b => (
          <LigneBilan b={b} jour={jour} projet />
        ))}
      </Rangees>
    )}
    {actes}
    <p class="fr-mt-4w">
      <a class="fr-link" href={paths.dossiers.voir(s.dossierId)}>
        Le dossier {s.numero}
      </a>
    </p>
  </Page>
)
/** What is ordered and not paid yet, or asked back and not come back; nothing when all that is ordered is paid. */
export const noteOrdonne = ({ ordonne, verse }: Pick<Suivi, 'ordonne' | 'verse'>) =>
  ordonne === verse ? undefined : `${formatEuros(ordonne)} ordonnés`
