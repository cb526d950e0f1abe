import { debutDuJour, formatJourCourt } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/blocs.tsx'
import { BoutonPost } from '../../../ui/form.tsx'
import { Tableau } from '../../../ui/table.tsx'
import type { NatureActe } from '../acte.rules.ts'
import type { ProjetLu } from '../lire-projet.ts'
import type { ActeLu } from '../projet.queries.ts'

export const NOMS_ACTE: Record<NatureActe, string> = { arrete: 'Arrêté', convention: 'Convention', avenant: 'Avenant' }
type Props = { p: ProjetLu; cote: 'service' | 'porteur' }

const liens = (p: ProjetLu, cote: Props['cote'], a: ActeLu) => {
  const id = p.acces.s.dossierId
  return cote === 'service'
    ? {
        pdf: paths.suiviDossier.actePdf(id, a.id),
        signe: paths.suiviDossier.acteSigne(id, a.id),
        signature: paths.suiviDossier.signature(id, a.id),
      }
    : { pdf: paths.actes.pdf(id, a.id), signe: paths.actes.signe(id, a.id), signature: paths.actes.signature(id, a.id) }
}

/** The acts of a lauréat: read, sign, withdraw. */
export const Actes = ({ p, cote }: Props) => {
  const initial = p.actes.find(a => a.nature !== 'avenant')
  const aEtablir = cote === 'service' && !initial && p.peut('etablir_acte')
  return (
    <section aria-labelledby="acte">
      <h2 class="fr-h4 fr-mt-4w fr-mb-1w" id="acte">
        Acte
      </h2>
      <Tableau
        legende="Actes de ce projet"
        legendeCachee
        lignes={p.actes}
        colonnes={[
          {
            titre: 'Acte',
            cellule: a => (
              <a href={liens(p, cote, a).pdf} data-turbo="false">
                {NOMS_ACTE[a.nature]} n°&nbsp;{a.numero} (PDF)
              </a>
            ),
          },
          { titre: 'Établi le', cellule: a => formatJourCourt(a.prepareLe) },
          { titre: 'Signé le', cellule: a => <Signe p={p} a={a} cote={cote} /> },
        ]}
        vide={
          <EmptyState titre="Pas encore d’acte">
            {aEtablir
              ? 'L’acte fixe le montant, le calendrier et les versements.'
              : 'Le service établit l’acte, puis vous prévient par courriel.'}
          </EmptyState>
        }
      />
      {aEtablir && (
        <a class="fr-btn" href={paths.suiviDossier.acte(p.acces.s.dossierId)}>
          Établir l’acte
        </a>
      )}
    </section>
  )
}

const Signe = ({ p, a, cote }: Props & { a: ActeLu }) => {
  const l = liens(p, cote, a)
  if (a.signeLe)
    return (
      <a href={l.signe} data-turbo="false">
        {formatJourCourt(debutDuJour(a.signeLe))}
        <span class="fr-sr-only">, exemplaire signé de l’acte {a.numero} (PDF)</span>
      </a>
    )
  if (!p.peut('deposer_signe')) return <>Pas encore</>
  return (
    <>
      <a class="fr-btn fr-btn--secondary fr-btn--sm" href={l.signature}>
        Déposer l’exemplaire signé
      </a>
      {cote === 'service' && p.peut('retirer_acte') && (
        <BoutonPost
          action={paths.suiviDossier.retraitActe(p.acces.s.dossierId, a.id)}
          class="fr-btn fr-btn--tertiary-no-outline fr-btn--sm"
        >
          Retirer cet acte
        </BoutonPost>
      )}
    </>
  )
}
