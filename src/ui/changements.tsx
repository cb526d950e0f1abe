import { comparateur, type Morceau } from '../lib/comparer-textes.ts'
import { Ajout, Retrait } from './texte.tsx'

/** One thing that changes between two texts, in words: « » where it is not there. */
export type ChangementDit = { quoi: string; avant: string; apres: string }

export const Avant = ({ avant }: ChangementDit) => (avant ? <Retrait>{avant}</Retrait> : <>–</>)
export const Apres = ({ apres }: ChangementDit) => (apres ? <Ajout>{apres}</Ajout> : <>–</>)

/** Texts of which some words change, with these alone marked. */
export const Retouches = ({ retouches }: { retouches: readonly ChangementDit[] }) => {
  const comparer = comparateur()
  return (
    <dl class="gt-publication__retouches">
      {retouches.map(r => {
        const mots = comparer(r.avant, r.apres)
        return (
          <>
            <dt>{r.quoi}</dt>
            <dd>
              {mots ? <Mots morceaux={mots.avant} sens={Retrait} /> : <Avant {...r} />}
              <br />
              {mots ? <Mots morceaux={mots.apres} sens={Ajout} /> : <Apres {...r} />}
            </dd>
          </>
        )
      })}
    </dl>
  )
}
const Mots = ({ morceaux, sens: Sens }: { morceaux: readonly Morceau[]; sens: typeof Ajout }) => (
  <>{morceaux.map(m => (m.propre ? <Sens>{m.texte}</Sens> : m.texte))}</>
)
