import type { Child } from 'hono/jsx'
import { pluriel } from '../../../lib/mots.ts'
import type { RegleDite } from '../motifs/regles-dites.ts'
import { CeQuElleDit, OuElleSert } from '../regles/regle-lue.view.tsx'
import { type EcritLu, ecritDe } from '../textes/ecrit.donnees.ts'
import { type Ecrit, ecritsDe } from '../textes/textes.table.ts'

export type ALireProps = {
  regles: readonly RegleDite[]
  reglesDuSecond: readonly RegleDite[]
  ecrits: readonly { ecrit: Ecrit; lu: EcritLu }[]
  /** What each form asks; nothing while the draft cannot be drawn. */
  formulaires: readonly { titre: string; questions: Child }[] | undefined
}

/** Every letter, act and délibération of a draft, its own text or the usual one. */
export const ecritsALire = (brut: unknown): ALireProps['ecrits'] =>
  brut === undefined ? [] : ecritsDe(brut).map(ecrit => ({ ecrit, lu: ecritDe(brut, ecrit) }))

/** What a reader reads of a draft besides its public page, each part folded. Nothing here is a field. */
export const ALire = ({ regles, reglesDuSecond, ecrits, formulaires }: ALireProps) => (
  <>
    <Regles regles={regles} />
    <Regles suite=" du second temps" regles={reglesDuSecond} />
    {formulaires ? (
      formulaires.map(f => (
        <details class="gt-publication__pli">
          <summary>Questions&nbsp;: {f.titre}</summary>
          {f.questions}
        </details>
      ))
    ) : (
      <p>Les questions du formulaire ne se dessinent pas encore&nbsp;: des points du texte sont à corriger.</p>
    )}
    {ecrits.map(({ ecrit, lu }) => (
      <details class="gt-publication__pli">
        <summary>
          {ecrit.titre}
          {lu.usuel && ' (texte d’usage)'}
        </summary>
        <UnEcrit lu={lu} />
      </details>
    ))}
  </>
)

const Regles = ({ suite = '', regles }: { suite?: string; regles: readonly RegleDite[] }) =>
  regles.length === 0 ? null : (
    <details class="gt-publication__pli">
      <summary>
        {regles.length > 1 ? `Les ${pluriel(regles.length, 'règle')}` : 'La règle'}
        {suite}, en phrases
      </summary>
      {regles.map(r => (
        <article class="gt-studio__regle">
          <h3 class="fr-h6">{r.titre}</h3>
          <CeQuElleDit regle={r} />
          <OuElleSert regle={r} />
        </article>
      ))}
    </details>
  )

const UnEcrit = ({ lu: { champs } }: { lu: EcritLu }) => (
  <>
    <p class="gt-sous">Entre crochets, ce que le site remplace pour chaque dossier.</p>
    {champs
      .filter(c => c.valeur !== '')
      .map(c => (
        <>
          <h3 class="fr-text--md fr-mb-1v">{c.libelle}</h3>
          {c.valeur.split('\n\n').map(p => (
            <p>{p}</p>
          ))}
        </>
      ))}
  </>
)
