import type { Child } from 'hono/jsx'
import { paths } from '../../../paths.ts'
import { Erreur } from '../../../ui/form.tsx'
import { Clause } from '../../../ui/liens.tsx'
import type { Fait } from './faits.ts'
import {
  AVIS,
  type Critere,
  champAppreciation,
  champCommentaire,
  type Echelon,
  echelonsDe,
  type Grille,
  REPONSES_PRIORITE,
} from './grille.rules.ts'

/** The report as a form shows it: what its fields hold, the mark of what they held when saved, what was refused. */
export type ChampsVue = {
  valeurs: Readonly<Record<string, string>>
  vus: Readonly<Record<string, string>>
  errors: Readonly<Record<string, string>>
}
export type GrilleVue = {
  id: string
  slug: string
  grille: Grille
  /** By criterion, then by group of clauses for the priorities. */
  faits: ReadonlyMap<string, readonly Fait[]>
  champs: ChampsVue
}

const Vu = ({ champ, champs }: { champ: string; champs: ChampsVue }) => (
  <input type="hidden" name={`vu.${champ}`} value={champs.vus[champ] ?? ''} />
)

type SegmentProps = { champ: string; legende: string; options: readonly Echelon[]; champs: ChampsVue }
/** One degree among a few, in a row. */
const Segment = ({ champ, legende, options, champs }: SegmentProps) => (
  <>
    <fieldset
      class="fr-segmented fr-segmented--sm fr-segmented--no-legend gt-degres"
      aria-invalid={champs.errors[champ] ? 'true' : undefined}
    >
      <legend class="fr-segmented__legend">{legende}</legend>
      <div class="fr-segmented__elements">
        {options.map((o, i) => {
          const id = i === 0 ? champ : `${champ}-${i + 1}`
          return (
            <div class="fr-segmented__element">
              <input type="radio" id={id} name={champ} value={o.valeur} checked={champs.valeurs[champ] === o.valeur} />
              <label class="fr-label" for={id}>
                {o.libelle}
              </label>
            </div>
          )
        })}
      </div>
    </fieldset>
    <Vu champ={champ} champs={champs} />
    <Erreur id={champ} error={champs.errors[champ]} />
  </>
)

const Faits = ({ id, faits }: { id: string; faits: readonly Fait[] | undefined }) =>
  faits && faits.length > 0 ? (
    <ul class="gt-faits">
      {faits.map(f => (
        <li>
          {f.texte}{' '}
          {f.bloc && (
            <a href={`${paths.instruction.dossier(id)}#relire-${f.bloc.code}`}>
              bloc&nbsp;{f.bloc.numero}
              <span class="fr-sr-only"> du dossier</span>
            </a>
          )}
        </li>
      ))}
    </ul>
  ) : null

/** Each criterion of the call: what the dossier says, the appreciation, a comment (C5.5). */
export const Criteres = (v: GrilleVue) => (
  <section id="criteres" aria-labelledby="criteres-titre" tabindex={-1}>
    <div class="gt-analyse__tete">
      <h2 class="fr-h6" id="criteres-titre">
        Critères
      </h2>
      <p class="gt-sous">
        {v.grille.texte} <Clauses slug={v.slug} clauses={v.grille.clauses} />
      </p>
    </div>
    <ol class="gt-criteres">
      {v.grille.criteres.map(c => (
        <CritereVue c={c} v={v} />
      ))}
    </ol>
  </section>
)

const CritereVue = ({ c, v }: { c: Critere; v: GrilleVue }) => {
  const [champ, commentaire] = [champAppreciation(c.code), champCommentaire(c.code)]
  const reste = c.applicable && !v.champs.valeurs[champ]
  return (
    <li class={`gt-critere${reste ? ' gt-critere--reste' : ''}`} id={`c-${c.code}`}>
      <div>
        <p>
          <strong>
            {c.repere} {c.libelle}
          </strong>
          {c.poids !== undefined && <span class="gt-sous"> coefficient {String(c.poids).replace('.', ',')}</span>}
          {reste && <span class="gt-manque"> à&nbsp;apprécier</span>}
        </p>
        <Faits id={v.id} faits={v.faits.get(c.code)} />
      </div>
      {c.applicable ? (
        <>
          <div>
            <Segment
              champ={champ}
              legende={`${c.repere} ${c.libelle}\u00a0: appréciation`}
              options={echelonsDe(v.grille, c)}
              champs={v.champs}
            />
          </div>
          <Commentaire champ={commentaire} label={`Commentaire du critère ${c.repere}`} champs={v.champs} />
        </>
      ) : (
        <p class="gt-sous">Sans objet pour ce dossier, d’après l’appel.</p>
      )}
    </li>
  )
}

const Commentaire = ({ champ, label, champs }: { champ: string; label: string; champs: ChampsVue }) => (
  <div>
    <label class="fr-sr-only" for={champ}>
      {label}
    </label>
    <Texte champ={champ} champs={champs} rows={2} />
  </div>
)

/** A text, what somebody else wrote there meanwhile, and what is wrong in it. */
const Texte = ({ champ, champs, rows }: { champ: string; champs: ChampsVue; rows: number }) => {
  const error = champs.errors[champ]
  return (
    <>
      <textarea
        class={`fr-input${error ? ' fr-input--error' : ''}`}
        id={champ}
        name={champ}
        rows={rows}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `${champ}-erreur` : undefined}
      >
        {champs.valeurs[champ] ?? ''}
      </textarea>
      <Vu champ={champ} champs={champs} />
      <Erreur id={champ} error={error} />
    </>
  )
}

/** The priorities of the call (C5.9); those of one clause share what the dossier says under it. */
export const Priorites = (v: GrilleVue) => {
  const groupes = [...Map.groupBy(v.grille.priorites, p => p.clauses.join(', '))]
  if (groupes.length === 0) return null
  return (
    <section id="priorites" aria-labelledby="priorites-titre">
      <h2 class="fr-h6" id="priorites-titre">
        Priorités
      </h2>
      {groupes.map(([cle, liste]) => (
        <>
          <p class="gt-sous">
            <Clauses slug={v.slug} clauses={liste[0]?.clauses ?? []} />
          </p>
          <Faits id={v.id} faits={v.faits.get(cle)} />
          <ol class="gt-criteres gt-criteres--priorites">
            {liste.map(p => (
              <li class="gt-critere">
                <p>
                  <strong>{p.libelle}</strong>
                </p>
                <div>
                  <Segment champ={p.champ} legende={p.libelle} options={REPONSES_PRIORITE} champs={v.champs} />
                </div>
              </li>
            ))}
          </ol>
        </>
      ))}
    </section>
  )
}

const Clauses = ({ slug, clauses }: { slug: string; clauses: readonly string[] }): Child =>
  clauses.map(c => [<Clause texte={c} href={paths.appels.clause(slug, c)} />, ' '])

/** Strengths, reservations, and the avis that the service proposes to the comité. */
export const Conclusion = ({ champs }: { champs: ChampsVue }) => (
  <section id="conclusion" aria-labelledby="conclusion-titre">
    <h2 class="fr-h6" id="conclusion-titre">
      Avis
    </h2>
    <Lignes champ="points_forts" label="Points forts" champs={champs} />
    <Lignes champ="reserves" label="Réserves" champs={champs} />
    <fieldset class="gt-avis" id="avis-groupe">
      <legend>Avis proposé</legend>
      {AVIS.map((a, i) => {
        const id = i === 0 ? 'avis' : `avis-${i + 1}`
        return (
          <div class="fr-radio-group fr-radio-group--sm">
            <input type="radio" id={id} name="avis" value={a.valeur} checked={champs.valeurs.avis === a.valeur} />
            <label class="fr-label" for={id}>
              {a.libelle}
            </label>
          </div>
        )
      })}
    </fieldset>
    <Vu champ="avis" champs={champs} />
    <Erreur id="avis" error={champs.errors.avis} />
  </section>
)

const Lignes = ({ champ, label, champs }: { champ: string; label: string; champs: ChampsVue }) => (
  <div class="gt-champ fr-input-group">
    <label class="fr-label" for={champ}>
      {label} <span class="gt-sous">un par ligne</span>
    </label>
    <Texte champ={champ} champs={champs} rows={4} />
  </div>
)
