import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import type { RemarqueSituee } from '../lire-brouillon.ts'
import { cheminDe, ECRITS, ECRITS_EN_ORDRE, type Ecrit } from './textes.table.ts'

export type ListeProps = {
  brouillon: string
  ecrits: ReadonlySet<Ecrit>
  remarques: readonly RemarqueSituee[]
  courant?: Ecrit | undefined
}

/** Every letter and act of the call, with its state: its own text, the usual one, what is to mend. */
export const ListeEcrits = ({ brouillon, ecrits, remarques, courant }: ListeProps) => (
  <nav aria-label="Lettres et actes">
    <ul class="gt-ecrits">
      {ECRITS_EN_ORDRE.map(e => {
        const siennes = remarquesDe(remarques, e)
        const bloquent = siennes.filter(r => r.niveau === 'erreur').length
        const etat = bloquent > 0 ? 'erreur' : siennes.length > 0 ? 'avertissement' : ecrits.has(e) ? 'juste' : 'usage'
        return (
          <li>
            <a href={paths.studio.ecrit(brouillon, e)} aria-current={e === courant ? 'page' : undefined}>
              {ECRITS[e].titre}
              <span class={`gt-studio__etat gt-studio__etat--${etat}`}>
                {bloquent > 0
                  ? pluriel(bloquent, 'point bloque', 'points bloquent')
                  : siennes.length > 0
                    ? pluriel(siennes.length, 'avertissement')
                    : ecrits.has(e)
                      ? 'Écrit'
                      : 'Texte d’usage'}
              </span>
            </a>
          </li>
        )
      })}
    </ul>
  </nav>
)

export const remarquesDe = (remarques: readonly RemarqueSituee[], e: Ecrit) =>
  remarques.filter(({ chemin }) => cheminDe(e).every((cle, i) => chemin[i] === cle))

/** Above the rest of the section: how many texts the call writes itself. */
export const EcritsDeLaSection = (p: ListeProps) => (
  <section aria-labelledby="lettres-et-actes" class="gt-studio__liste">
    <h2 id="lettres-et-actes" class="fr-h6">
      Lettres et actes
    </h2>
    <p>
      {pluriel(ECRITS_EN_ORDRE.length, 'texte')}, dont {p.ecrits.size} écrit{p.ecrits.size > 1 ? 's' : ''} pour cet appel. Ceux que vous
      n’écrivez pas gardent le texte d’usage.
    </p>
    <ListeEcrits {...p} />
  </section>
)
