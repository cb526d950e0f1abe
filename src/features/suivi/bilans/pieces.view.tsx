import { formatDateCivile } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { FileField, Select } from '../../../ui/champs.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { formatTaille } from '../../../ui/liens.tsx'
import { Rangee, Rangees } from '../../../ui/listes.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import type { BilanVu } from './bilan.donnees.ts'
import { arianeDe } from './bilan.view.tsx'

type Props = {
  site: Site
  v: BilanVu
  formats: string
  fait?: string | undefined
  erreur?: string | undefined
  choisie?: string | undefined
}

/** Photographs, documents and invoices of a bilan. */
export const PiecesPage = ({ site, v, formats, fait, erreur, choisie }: Props) => {
  const { b } = v
  const ici = paths.bilans.pieces(b.dossierId, b.id)
  const commande = (id: string | null) => v.commandes.find(c => c.id === id)?.entreprise
  return (
    <Page
      site={site}
      titre={`Photos et pièces, dossier ${b.numero}`}
      erreur={erreur !== undefined}
      ariane={arianeDe(v, 'Photos et pièces')}
    >
      <div class="gt-lecture">
        <ErrorSummary errors={erreur ? { fichier: erreur } : {}} />
        <p class="gt-sur">{b.titre}</p>
        <h1 class="fr-h3">Photos, pièces et factures</h1>
        <Nouvelles fait={fait} />
        {b.pieces.length > 0 && (
          <Rangees>
            {b.pieces.map(p => (
              <Rangee
                niveau={2}
                titre={
                  <a href={paths.bilans.piece(b.dossierId, b.id, p.id)} data-turbo="false">
                    {p.nom}
                  </a>
                }
                note={`${p.commandeId ? `Facture, ${commande(p.commandeId) ?? 'commande'}, ` : ''}${formatTaille(p.taille)}`}
                badge={
                  <BoutonPost action={paths.bilans.retraitPiece(b.dossierId, b.id, p.id)} class="fr-btn fr-btn--tertiary fr-btn--sm">
                    Retirer<span class="fr-sr-only"> {p.nom}</span>
                  </BoutonPost>
                }
              />
            ))}
          </Rangees>
        )}
        <Formulaire action={ici} fichiers class={b.pieces.length > 0 ? 'fr-mt-4w' : undefined}>
          {v.commandes.length > 0 && (
            <Select
              name="commande"
              label="Ce fichier est"
              value={choisie}
              vide="Une photo ou un document du projet"
              options={v.commandes.map(c => ({ value: c.id, label: `La facture de ${c.entreprise}, ${formatDateCivile(c.date)}` }))}
            />
          )}
          <FileField
            name="fichier"
            label="Fichiers"
            hint={`${formats}. 10\u00a0Mo au plus chacun, dix à la fois.`}
            multiple
            error={erreur}
          />
          <FormActions principal="Joindre" filet={false}>
            <a class="fr-link" href={`${paths.bilans.voir(b.dossierId, b.id)}#commandes`}>
              Revenir au bilan
            </a>
          </FormActions>
        </Formulaire>
      </div>
    </Page>
  )
}
