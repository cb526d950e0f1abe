import type { Child } from 'hono/jsx'
import { formatDateCivile, formatJourCourt } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Badge, EmptyState, type TonBadge } from '../../../ui/blocs.tsx'
import { BoutonPost } from '../../../ui/form.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { aSigner, enAttente } from '../acte.rules.ts'
import type { ProjetLu } from '../lire-projet.ts'
import type { AvenantLu } from '../projet.queries.ts'

type Props = { p: ProjetLu; cote: 'service' | 'porteur' }

/** What an amendment asks, a line a change. `avant`: what it would change, while nothing is decided. */
export const Changements = ({
  demande: { fin, montant, objet, partenaire },
  avant,
}: Pick<AvenantLu, 'demande'> & { avant?: { fin: string | null; accorde: number } | undefined }) => (
  <ul class="fr-my-0">
    {fin && (
      <li>
        Fin du projet au {formatDateCivile(fin)}
        {avant?.fin && `, au lieu du ${formatDateCivile(avant.fin)}`}
      </li>
    )}
    {montant !== undefined && (
      <li>
        Aide de {formatEuros(montant)}
        {avant && `, au lieu de ${formatEuros(avant.accorde)}`}
      </li>
    )}
    {objet && <li>Objet&nbsp;: {objet}</li>}
    {partenaire && <li>Structures&nbsp;: {partenaire}</li>}
  </ul>
)

const ETATS = {
  retire: ['Retiré', 'neutre'],
  accorde: ['Accordé', 'success'],
  a_signer: ['Accordé, à signer', 'warning'],
  acte_retire: ['Acte retiré', 'neutre'],
  refuse: ['Refusé', 'error'],
  attente: ['En attente', 'info'],
} as const satisfies Record<string, readonly [string, TonBadge]>
const etatDe = (v: AvenantLu, p: ProjetLu): keyof typeof ETATS => {
  if (v.retireLe) return 'retire'
  if (v.sens !== 'accorde') return v.sens ?? 'attente'
  const acte = p.actes.find(a => a.id === v.acteId)
  return !acte ? 'acte_retire' : acte.signeLe ? 'accorde' : 'a_signer'
}
export const EtatAvenant = ({ v, p }: { v: AvenantLu; p: ProjetLu }) => {
  const [mot, ton] = ETATS[etatDe(v, p)]
  return <Badge ton={ton}>{mot}</Badge>
}

/** The amendments asked for a lauréat; one waits at a time. */
export const Avenants = ({ p, cote }: Props) => {
  const id = p.acces.s.dossierId
  const aDemander =
    cote === 'porteur' && p.peut('demander_avenant') && p.compte.signe && !p.acces.s.acheveLe && !enAttente(p.avenants) && !aSigner(p.actes)
  return (
    <section aria-labelledby="avenants">
      <h2 class="fr-h4 fr-mt-4w fr-mb-1w" id="avenants">
        Avenants
      </h2>
      <Tableau
        legende="Avenants demandés"
        legendeCachee
        lignes={p.avenants}
        colonnes={[
          { titre: 'Demandé le', cellule: v => formatJourCourt(v.demandeLe) },
          { titre: 'Changement', cellule: v => <Changements demande={v.demande} /> },
          { titre: 'État', cellule: v => <Suite v={v} p={p} cote={cote} /> },
        ]}
        vide={
          <EmptyState titre="Aucun avenant demandé">
            {aDemander && 'Un retard, un autre montant, un partenaire de plus\u00a0? Demandez un avenant.'}
          </EmptyState>
        }
      />
      {aDemander && (
        <a class="fr-btn fr-btn--secondary" href={paths.actes.avenants(id)}>
          Demander un avenant
        </a>
      )}
    </section>
  )
}

const Suite = ({ v, p, cote }: Props & { v: AvenantLu }): Child => {
  const id = p.acces.s.dossierId
  return (
    <>
      <EtatAvenant v={v} p={p} />
      {v.reponse && <p class="fr-mb-0">{v.reponse}</p>}
      {cote === 'service' && (
        <p class="fr-mb-0">
          <a href={paths.suiviDossier.avenant(id, v.id)}>
            {v.sens || v.retireLe ? 'Relire' : v.avis ? 'Décider' : 'Instruire'}
            <span class="fr-sr-only"> l’avenant du {formatJourCourt(v.demandeLe)}</span>
          </a>
        </p>
      )}
      {cote === 'porteur' && !v.sens && !v.retireLe && p.peut('retirer_avenant') && (
        <BoutonPost action={paths.actes.retraitAvenant(id, v.id)} class="fr-btn fr-btn--tertiary-no-outline fr-btn--sm">
          Retirer la demande
        </BoutonPost>
      )}
    </>
  )
}
