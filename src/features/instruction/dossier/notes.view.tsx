import { formatInstant } from '../../../lib/dates.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { Select, TextArea } from '../../../ui/champs.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { Cadre, type CadreInstruction } from '../cadre-instruction.view.tsx'
import type { Note } from './notes.queries.ts'

export type NotesVue = {
  id: string
  notes: readonly Note[]
  lecteur: string
  /** Whether the reader may write notes now. */
  annote: boolean
  etapes: readonly { code: string; titre: string }[]
  saisie?: { texte: string; ancre: string } | undefined
  erreur?: string | undefined
}

/** Private notes of the service: those written, and one to write. */
export const Notes = (p: NotesVue) => (
  <section id="p-notes" aria-labelledby="p-notes-titre">
    <h2 id="p-notes-titre">
      Notes privées <span class="gt-bilan">jamais vues du porteur</span>
    </h2>
    {p.notes.length > 0 && (
      <ol class="gt-notes">
        {p.notes.map(n => (
          <NoteVue n={n} p={p} />
        ))}
      </ol>
    )}
    {p.notes.length === 0 && !p.annote && <p>Aucune note.</p>}
    {p.annote && (
      <Formulaire action={paths.instruction.annotations(p.id)}>
        <TextArea name="note" label="Ajouter une note" rows={2} value={p.saisie?.texte} error={p.erreur} />
        <Select
          name="ancre"
          label="Au sujet de"
          value={p.saisie?.ancre}
          vide="Tout le dossier"
          options={p.etapes.map(e => ({ value: e.code, label: e.titre }))}
        />
        <button class="fr-btn fr-btn--sm fr-btn--tertiary" type="submit">
          Ajouter la note
        </button>
      </Formulaire>
    )}
  </section>
)

const NoteVue = ({ n, p }: { n: Note; p: NotesVue }) => {
  const etape = p.etapes.find(e => e.code === n.ancre)
  return (
    <li class="gt-note" id={`note-${n.id}`}>
      <p class="gt-texte">{n.texte}</p>
      <p class="gt-sous">
        {n.auteurId === p.lecteur ? 'Vous' : n.auteur}, {formatInstant(n.modifieeLe ?? n.ecriteLe)}
        {n.modifieeLe && ' (modifiée)'}
        {etape && (
          <>
            , <a href={`#relire-${etape.code}`}>{etape.titre}</a>
          </>
        )}
        {p.annote && n.auteurId === p.lecteur && (
          <>
            {' · '}
            <a href={paths.instruction.annotation(p.id, n.id)}>
              Modifier<span class="fr-sr-only"> la note du {formatInstant(n.ecriteLe)}</span>
            </a>
          </>
        )}
      </p>
    </li>
  )
}

type ModifierProps = {
  site: Site
  cadre: CadreInstruction
  note: { id: string; texte: string; marque: string }
  /** What the person typed, when it differs from what stands. */
  saisie?: string | undefined
  change?: boolean | undefined
  errors?: FieldErrors
}

/** One's own note, to rewrite or remove. `change`: it was rewritten meanwhile, both texts are shown. */
export const ModifierNotePage = ({ site, cadre, note, saisie, change, errors = {} }: ModifierProps) => (
  <Cadre site={site} cadre={cadre} onglet="dossier" titre="modifier une note" erreur={change || Object.keys(errors).length > 0}>
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h2 class="fr-h4">Modifier votre note</h2>
      {change && (
        <Alert ton="warning" titre="Cette note a changé entre-temps" niveau={3} reponse>
          <p>Elle dit maintenant&nbsp;:</p>
          <p class="gt-texte">{note.texte}</p>
          <p>Votre texte est ci-dessous, pas encore enregistré.</p>
        </Alert>
      )}
      <Formulaire action={paths.instruction.annotation(cadre.id, note.id)}>
        <input type="hidden" name="vu" value={note.marque} />
        <TextArea name="note" label="Note" rows={6} value={saisie ?? note.texte} error={errors.note} />
        <FormActions principal={change ? 'Remplacer par mon texte' : 'Enregistrer'} filet={false}>
          <a class="fr-link" href={`${paths.instruction.dossier(cadre.id)}#p-notes`}>
            Annuler
          </a>
        </FormActions>
      </Formulaire>
      <BoutonPost action={paths.instruction.retraitAnnotation(cadre.id, note.id)} class="fr-btn fr-btn--tertiary fr-btn--sm fr-mt-2w">
        Retirer cette note
      </BoutonPost>
    </div>
  </Cadre>
)
