import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/blocs.tsx'
import { Select } from '../../../ui/champs.tsx'
import { FormActions, Formulaire } from '../../../ui/form.tsx'
import { Tableau } from '../../../ui/table.tsx'

export type InscritVu = {
  id: string
  rang: number
  numero: string
  titre: string
  porteur: string
  /** Its page, for whoever may read it. */
  href: string | undefined
  maNote: string | undefined
  finalises: string | undefined
  moyenne: string | undefined
  /** What the body said of it, where it gives opinions. */
  avis: string | undefined
  remarque: string | undefined
}

type Props = { seance: string; agenda: readonly InscritVu[]; inscriptibles: readonly { id: string; nom: string }[] }
/** What is examined, in its order; during the séance a dossier may still be added at its end. */
export const Agenda = ({ seance, agenda, inscriptibles }: Props) => (
  <section aria-labelledby="agenda" class="fr-mt-4w">
    <h2 class="fr-h4" id="agenda">
      Ordre du jour
    </h2>
    <Tableau
      legende="Dossiers, dans l’ordre de leur examen"
      legendeCachee
      dense
      lignes={agenda}
      vide={<EmptyState titre="Aucun dossier à l’ordre du jour." />}
      colonnes={[
        { titre: 'Rang', cellule: d => d.rang },
        { titre: 'Projet', cellule: d => (d.href ? <a href={d.href}>{d.titre || 'Sans titre'}</a> : d.titre || 'Sans titre') },
        { titre: 'Porteur', cellule: d => d.porteur },
        { titre: 'Dossier', cellule: d => d.numero },
        ...(agenda.some(d => d.maNote) ? [{ titre: 'Ma note', cellule: (d: InscritVu) => d.maNote ?? '' }] : []),
        ...(agenda.some(d => d.finalises) ? [{ titre: 'Notes finalisées', cellule: (d: InscritVu) => d.finalises ?? '' }] : []),
        ...(agenda.some(d => d.moyenne) ? [{ titre: 'Moyenne', num: true, cellule: (d: InscritVu) => d.moyenne ?? '' }] : []),
        ...(agenda.some(d => d.avis) ? [{ titre: 'Avis', cellule: (d: InscritVu) => d.avis ?? '' }] : []),
        ...(agenda.some(d => d.remarque) ? [{ titre: 'Remarque', cellule: (d: InscritVu) => d.remarque ?? '' }] : []),
      ]}
    />
    {inscriptibles.length > 0 && (
      <details>
        <summary>Ajouter un dossier à l’ordre du jour</summary>
        <Formulaire action={paths.comite.ordre(seance)} class="gt-lecture">
          <Select
            name="dossier"
            label="Dossier au comité qui attend une séance"
            hint="Chaque membre déclarera ses intérêts dans ce dossier avant de continuer."
            vide="Choisir un dossier"
            options={inscriptibles.map(d => ({ value: d.id, label: d.nom }))}
          />
          <FormActions principal="Ajouter ce dossier" filet={false} />
        </Formulaire>
      </details>
    )}
  </section>
)
