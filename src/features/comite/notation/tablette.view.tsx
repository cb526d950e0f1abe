import { formatEuros } from '../../../lib/euros.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Checkbox } from '../../../ui/choix.tsx'
import { ErrorSummary, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { HorsDeLaSalle } from '../liaison/hors.view.tsx'
import { Barre } from './barre.view.tsx'
import { AvisDEnsemble, CommentaireCritere, EchelonCritere, type GrilleVue, valeurDe } from './grille.view.tsx'
import { champMaintien, champNote } from './notation.form.ts'
import { aRelire, type CritereNote, SANS_OBJET } from './notation.rules.ts'

/** What a member scores on in the room: one line a criterion, all of them on one screen of a tablet. */
export type TabletteVue = {
  seance: string
  estampille: string
  instant: Date
  /** Cents. */
  dossier: { id: string; rang: number; total: number; titre: string; porteur: string; demande: number | null }
  grille: GrilleVue
  /** The room is on another dossier, or on none: where it is, and where to join it. */
  ailleurs: { rang: number; porteur: string; href: string; rappel: boolean } | 'fini' | undefined
}
type Props = { site: Site; vue: TabletteVue; fait?: string | undefined }

export const TablettePage = ({ site, vue: v, fait }: Props) => {
  const { dossier: d, grille: g } = v
  return (
    <Page site={site} titre={`Noter «\u00a0${d.titre || 'Sans titre'}\u00a0»`} erreur={Object.keys(g.errors).length > 0} seule>
      <header class="gt-tab__tete">
        <div>
          <h1>{d.titre || 'Sans titre'}</h1>
          <p class="gt-sous">
            <strong>{d.porteur}</strong> · dossier&nbsp;{d.rang} sur {d.total}
            {d.demande !== null && ` · ${formatEuros(d.demande)} demandés`}
            {site.demo && ' · démonstration'}
          </p>
        </div>
        <nav aria-label="Séance">
          <ul class="fr-raw-list">
            <li>
              <a href={paths.comite.salle(v.seance)}>Salle</a>
            </li>
            <li>
              <a href={paths.comite.grille(v.seance, d.id)}>Fiche et grille entière</a>
            </li>
            <li>
              <a href={paths.comite.conflits(v.seance)}>Mes intérêts</a>
            </li>
            <li>
              <a href={paths.comite.seance(v.seance)}>Quitter</a>
            </li>
          </ul>
        </nav>
      </header>
      <main
        id="contenu"
        tabindex={-1}
        class="gt-tab"
        data-controller="salle"
        data-salle-url-value={paths.comite.direct(v.seance)}
        data-salle-estampille-value={v.estampille}
        data-salle-signe-value={paths.comite.suiviSalle(v.seance)}
        data-salle-dossier-value={d.id}
      >
        <div class="fr-sr-only" data-salle-target="etat"></div>
        <p class="fr-sr-only" role="status" data-salle-target="annonce"></p>
        <HorsDeLaSalle instant={v.instant} />
        <div role="status" data-salle-target="ou">
          {v.ailleurs && <Ailleurs v={v} ailleurs={v.ailleurs} />}
        </div>
        {fait && (
          <p role="status" class="gt-sous">
            {fait}
          </p>
        )}
        <ErrorSummary errors={g.errors} />
        <Lignes g={g} />
      </main>
      <footer id="pied" tabindex={-1}></footer>
    </Page>
  )
}

const Ailleurs = ({ v, ailleurs: a }: { v: TabletteVue; ailleurs: NonNullable<TabletteVue['ailleurs']> }) => (
  <p class="gt-tab__ailleurs">
    {a === 'fini' ? (
      <>
        La salle n’a plus de dossier à examiner. Vos notes du {v.dossier.rang} sont enregistrées.{' '}
        <a href={paths.comite.salle(v.seance)}>Suivre</a>
      </>
    ) : (
      <>
        {a.rappel && 'La présidence propose à tous de revenir. '}La salle est au dossier&nbsp;{a.rang}, <strong>{a.porteur}</strong>. Vos
        notes du {v.dossier.rang} sont enregistrées. <a href={a.href}>Suivre</a>
      </>
    )}
  </p>
)

/** Each score is saved alone with a script; without one, by the button. */
const Lignes = ({ g }: { g: GrilleVue }) => (
  <div
    data-controller="notation"
    data-notation-url-value={paths.comite.grille(g.seanceId, g.dossierId)}
    data-action="change->notation#changer"
  >
    <Formulaire action={paths.comite.grille(g.seanceId, g.dossierId)}>
      <input type="hidden" name="retour" value="salle" />
      <div class="gt-tab__echelle" aria-hidden="true">
        {(g.criteres[0]?.echelons ?? []).map(e => (
          <span>
            {e.note} {e.libelle}
          </span>
        ))}
      </div>
      {g.criteres.map(c => (
        <Ligne c={c} g={g} />
      ))}
      <details class="gt-tab__avis" open={!!g.errors.avis}>
        <summary>Avis d’ensemble</summary>
        <AvisDEnsemble {...g} />
      </details>
      <Barre {...g} />
    </Formulaire>
  </div>
)

const Ligne = ({ c, g }: { c: CritereNote; g: GrilleVue }) => {
  const champ = champNote(c.code)
  const valeur = valeurDe(c, g)
  const relire = aRelire(g.notes[c.code], g.depotId)
  const error = (g.errors as FieldErrors)[champ]
  return (
    <div class={`gt-tab__ligne${relire ? ' gt-tab__ligne--relire' : ''}${error ? ' gt-tab__ligne--erreur' : ''}`} id={`critere-${c.code}`}>
      <details class="gt-tab__critere" open={relire || !!error || !!g.errors[`commentaire-${c.code}`]}>
        <summary>
          <span class="gt-tab__lettre" aria-hidden="true">
            {c.lettre}
          </span>
          <span>
            <strong id={`${champ}-nom`}>{c.titre}</strong>
            <span class="gt-tab__preuve" title={preuveDe(g, c)}>
              {preuveDe(g, c)}
            </span>
          </span>
        </summary>
        <Detail c={c} g={g} valeur={valeur} relire={relire} error={error} />
      </details>
      <div class="gt-tab__tuiles" role="radiogroup" aria-labelledby={`${champ}-nom`}>
        {c.echelons.map((e, i) => {
          const id = i === 0 ? champ : `${champ}-${i + 1}`
          return (
            <span class="gt-tab__tuile">
              <input type="radio" id={id} name={champ} value={String(e.note)} checked={valeur === String(e.note)} />
              <label for={id}>
                {e.note}
                <span class="fr-sr-only"> {e.libelle}</span>
              </label>
            </span>
          )
        })}
      </div>
    </div>
  )
}

type DetailProps = { c: CritereNote; g: GrilleVue; valeur: string | undefined; relire: boolean; error: string | undefined }
/** What stands behind the name: the whole scale, what the dossier and the instruction say, « sans objet », the comment. */
const Detail = ({ c, g, valeur, relire, error }: DetailProps) => {
  const p = g.preuves.get(c.code)
  return (
    <div class="gt-tab__detail">
      {error && <p class="fr-error-text">{error}</p>}
      {relire && (
        <>
          <p>Le dossier a changé depuis votre note. Changez-la, ou dites que vous la gardez.</p>
          <Checkbox name={champMaintien(c.code)} label="Je garde ma note" petit />
        </>
      )}
      <p>{c.libelle}</p>
      <ul>
        {c.echelons
          .filter(e => e.sens)
          .map(e => (
            <li>
              <strong>
                {e.note} {e.libelle}&nbsp;:
              </strong>{' '}
              {e.sens}
            </li>
          ))}
      </ul>
      {p?.faits && <p>Dans le dossier&nbsp;: {p.faits}</p>}
      {p?.appreciation && (
        <p>
          Instruction&nbsp;: <strong>{p.appreciation}.</strong> {p.commentaire}
        </p>
      )}
      {c.sansObjet && <EchelonCritere champ={champNote(c.code)} valeur={valeur} o={SANS_OBJET_CHOIX} id={`${champNote(c.code)}-so`} />}
      <CommentaireCritere c={c} g={g} />
    </div>
  )
}

const SANS_OBJET_CHOIX = { valeur: SANS_OBJET, chiffre: '', nom: 'Sans objet', sens: 'Le total se compte sans ce critère.' }

/** One line of evidence: what the dossier says, otherwise what the instruction does. */
const preuveDe = (g: GrilleVue, c: CritereNote) => {
  const p = g.preuves.get(c.code)
  return p?.faits || [p?.appreciation, p?.commentaire].filter(Boolean).join('. ') || 'Rien n’est noté dans le dossier'
}
