import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Badge } from '../../../ui/blocs.tsx'
import { TextArea } from '../../../ui/champs.tsx'
import { Checkbox } from '../../../ui/choix.tsx'
import { Erreur, Formulaire } from '../../../ui/form.tsx'
import { Clause } from '../../../ui/liens.tsx'
import type { FicheComite } from '../../instruction/index.ts'
import { Barre, type BarreProps } from './barre.view.tsx'
import { COMMENTAIRE_MAX, champCommentaire, champMaintien, champNote, type SaisieGrille } from './notation.form.ts'
import { aRelire, type CritereNote, type Note, SANS_OBJET } from './notation.rules.ts'

export type GrilleVue = BarreProps & {
  slug: string
  preuves: FicheComite['criteres']
  avis: string
  /** What a refused form holds, instead of what is saved. */
  saisie: SaisieGrille | undefined
  errors: FieldErrors
  /** The grid is read, not filled in: finalised, or the séance is over. */
  lecture: boolean
}

/** Each criterion, with what the dossier and the instructeur say before the scale; then the priorities. */
export const GrilleForm = (g: GrilleVue) => {
  const champs = <Criteres {...g} />
  if (g.lecture) return <div class="gt-notation__form">{champs}</div>
  return (
    <div
      class="gt-notation__form"
      data-controller="notation"
      data-notation-url-value={paths.comite.grille(g.seanceId, g.dossierId)}
      data-action="change->notation#changer"
    >
      <Formulaire action={paths.comite.grille(g.seanceId, g.dossierId)}>
        {champs}
        <AvisDEnsemble {...g} />
        <Barre {...g} />
      </Formulaire>
    </div>
  )
}

export const AvisDEnsemble = (g: GrilleVue) => (
  <TextArea
    name="avis"
    label="Avis d’ensemble"
    facultatif
    hint="Lu en séance avec vos notes."
    rows={3}
    value={g.saisie?.avis ?? g.avis}
    error={g.errors.avis}
  />
)

const Criteres = (g: GrilleVue) => {
  const de = (famille: CritereNote['famille']) => g.criteres.filter(c => c.famille === famille)
  return (
    <>
      <h2 class="fr-h5">Critères</h2>
      {de('critere').map(c => (
        <Critere c={c} g={g} />
      ))}
      {de('priorite').length > 0 && <h2 class="fr-h5 fr-mt-4w">Priorités</h2>}
      {de('priorite').map(c => (
        <Critere c={c} g={g} />
      ))}
    </>
  )
}

const Etat = ({ note, relire }: { note: Note | undefined; relire: boolean }) => (
  <div class="gt-nc__etat">
    {relire ? (
      <Badge ton="warning" icone>
        À relire
      </Badge>
    ) : note && (note.valeur !== null || note.sansObjet) ? (
      <Badge ton="success" icone>
        Noté
      </Badge>
    ) : (
      <div class="gt-nc__reste">
        <Badge ton="new">À noter</Badge>
      </div>
    )}
  </div>
)

/** What is ticked of a criterion. */
export const valeurDe = (c: CritereNote, g: GrilleVue) => {
  const note = g.notes[c.code]
  return g.saisie?.notes[c.code]?.valeur ?? (note?.sansObjet ? SANS_OBJET : note?.valeur === null ? undefined : String(note?.valeur ?? ''))
}

const Critere = ({ c, g }: { c: CritereNote; g: GrilleVue }) => {
  const note = g.notes[c.code]
  const relire = aRelire(note, g.depotId)
  const champ = champNote(c.code)
  const valeur = valeurDe(c, g)
  const error = g.errors[champ]
  return (
    <fieldset
      class={`gt-nc${relire ? ' gt-nc--relire' : ''}`}
      id={`critere-${c.code}`}
      aria-describedby={[relire && `${champ}-relire`, error && `${champ}-erreur`].filter(Boolean).join(' ') || undefined}
    >
      <legend class="gt-nc__titre">
        <span class="gt-nc__lettre">{c.lettre}</span>
        <span>
          {c.titre} {c.poids !== 1 && <span class="gt-sous">coefficient {String(c.poids).replace('.', ',')}</span>}
        </span>
      </legend>
      <Etat note={note} relire={relire} />
      {relire && (
        <div class="gt-nc__relire" id={`${champ}-relire`}>
          <p>Le dossier a changé depuis votre note. Changez-la, ou dites que vous la gardez.</p>
          {!g.lecture && <Checkbox name={champMaintien(c.code)} label="Je garde ma note" petit />}
        </div>
      )}
      <p class="gt-nc__enonce">
        {c.libelle}{' '}
        {c.clauses.map(x => (
          <Clause texte={x} href={paths.appels.clause(g.slug, x)} />
        ))}
      </p>
      <Preuves p={g.preuves.get(c.code)} />
      <Erreur id={champ} error={error} />
      <Echelle c={c} valeur={valeur} lecture={g.lecture} />
      <CommentaireCritere c={c} g={g} />
    </fieldset>
  )
}

const Preuves = ({ p }: { p: FicheComite['priorites'][number] | undefined }) =>
  !p || (!p.faits && !p.appreciation) ? null : (
    <dl class="gt-nc__faits">
      {p.faits && (
        <div>
          <dt>Dans le dossier</dt>
          <dd>{p.faits}</dd>
        </div>
      )}
      {p.appreciation && (
        <div>
          <dt>Instruction</dt>
          <dd>
            <strong>{p.appreciation}.</strong> {p.commentaire}
          </dd>
        </div>
      )}
    </dl>
  )

const Echelle = ({ c, valeur, lecture }: { c: CritereNote; valeur: string | undefined; lecture: boolean }) => {
  const champ = champNote(c.code)
  const choix = [
    ...c.echelons.map(e => ({ valeur: String(e.note), chiffre: String(e.note), nom: e.libelle, sens: e.sens })),
    ...(c.sansObjet ? [{ valeur: SANS_OBJET, chiffre: '', nom: 'Sans objet', sens: 'Le total se compte sans ce critère.' }] : []),
  ]
  return (
    <div class="gt-echelle">
      {choix.map((o, i) => {
        const id = i === 0 ? champ : `${champ}-${i + 1}`
        return <EchelonCritere champ={champ} id={id} o={o} valeur={valeur} lecture={lecture} />
      })}
    </div>
  )
}

type EchelonProps = {
  champ: string
  id: string
  o: { valeur: string; chiffre: string; nom: string; sens: string | undefined }
  valeur: string | undefined
  lecture?: boolean
}
export const EchelonCritere = ({ champ, id, o, valeur, lecture }: EchelonProps) => (
  <div class={`fr-radio-group fr-radio-group--sm gt-echelon${o.valeur === SANS_OBJET ? ' gt-echelon--so' : ''}`}>
    <input type="radio" id={id} name={champ} value={o.valeur} checked={valeur === o.valeur} disabled={lecture} />
    <label class="fr-label" for={id}>
      <span class="gt-echelon__nom">
        <strong>{o.chiffre}</strong> {o.nom}
      </span>
      {o.sens && <span class="gt-echelon__sens">{o.sens}</span>}
    </label>
  </div>
)

/** Open once there is something in it; the browser's own disclosure, without a script. */
export const CommentaireCritere = ({ c, g }: { c: CritereNote; g: GrilleVue }) => {
  const champ = champCommentaire(c.code)
  const texte = g.saisie?.notes[c.code]?.commentaire ?? g.notes[c.code]?.commentaire ?? ''
  const error = g.errors[champ]
  if (g.lecture) return texte ? <p class="gt-nc__dit">{texte}</p> : null
  return (
    <details class="gt-nc__commentaire" open={texte !== '' || !!error}>
      <summary>
        {texte ? 'Mon commentaire' : 'Ajouter un commentaire'}
        <span class="fr-sr-only"> sur le critère {c.lettre}</span>
      </summary>
      <label class="fr-sr-only" for={champ}>
        Commentaire sur le critère {c.lettre}
      </label>
      <textarea
        class={`fr-input${error ? ' fr-input--error' : ''}`}
        id={champ}
        name={champ}
        rows={2}
        maxlength={COMMENTAIRE_MAX}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `${champ}-erreur` : undefined}
      >
        {texte}
      </textarea>
      <Erreur id={champ} error={error} />
    </details>
  )
}
