import { majuscule, pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import type { RemarqueSituee } from '../lire-brouillon.ts'
import { type Ecrit, typesSansTexte } from './textes.table.ts'

export type ListeProps = {
  brouillon: string
  ecrits: readonly Ecrit[]
  remarques: readonly RemarqueSituee[]
  courant?: string | undefined
}

/** Every letter, act and délibération of the call, with its state: its own text, the usual one, what is to mend. */
export const ListeEcrits = ({ brouillon, ecrits, remarques, courant }: ListeProps) => (
  <nav aria-label="Textes de l’appel">
    <ul class="gt-ecrits">
      {ecrits.map(e => {
        const siennes = remarquesDe(remarques, e)
        const bloquent = siennes.filter(r => r.niveau === 'erreur').length
        const etat = bloquent > 0 ? 'erreur' : siennes.length > 0 ? 'avertissement' : e.propre ? 'juste' : 'usage'
        return (
          <li>
            <a href={paths.studio.ecrit(brouillon, e.code)} aria-current={e.code === courant ? 'page' : undefined}>
              {e.titre}
              <span class={`gt-studio__etat gt-studio__etat--${etat}`}>
                {bloquent > 0
                  ? pluriel(bloquent, 'point bloque', 'points bloquent')
                  : siennes.length > 0
                    ? pluriel(siennes.length, 'avertissement')
                    : e.propre
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

export const remarquesDe = (remarques: readonly RemarqueSituee[], { chemin: ici }: Ecrit) =>
  remarques.filter(({ chemin }) => ici.every((cle, i) => chemin[i] === cle))

/** The types of structures that a délibération of their own may be written for. */
export const AutresDeliberations = ({ brouillon, ecrits }: Pick<ListeProps, 'brouillon' | 'ecrits'>) => {
  const autres = typesSansTexte(ecrits)
  return autres.length > 0 && ecrits.some(e => e.famille === 'deliberation') ? (
    <nav aria-label="Délibération par type de structure">
      <details class="gt-studio__repli">
        <summary>Écrire une délibération pour un type de structure</summary>
        <ul>
          {autres.map(({ code, nom }) => (
            <li>
              <a href={paths.studio.ecrit(brouillon, code)}>{majuscule(nom)}</a>
            </li>
          ))}
        </ul>
      </details>
    </nav>
  ) : null
}

/** On the page of a document that the guichet writes: where its words are. */
export const VersLesTextes = ({ brouillon, redigee }: { brouillon: string; redigee: boolean }) =>
  redigee ? (
    <p>
      Les mots de cette délibération s’écrivent avec les{' '}
      <a href={`${paths.studio.section(brouillon, 'textes')}#textes`}>textes de l’appel</a>.
    </p>
  ) : null

/** Above the rest of the section: how many texts the call writes itself. */
export const EcritsDeLaSection = (p: ListeProps) => {
  const propres = p.ecrits.filter(e => e.propre).length
  return (
    <section aria-labelledby="textes" class="gt-studio__liste">
      <h2 id="textes" class="fr-h6">
        Lettres, actes et délibérations
      </h2>
      <p>
        {pluriel(p.ecrits.length, 'texte')}, dont {propres} écrit{propres > 1 ? 's' : ''} pour cet appel. Ceux que vous n’écrivez pas
        gardent le texte d’usage.
      </p>
      <ListeEcrits {...p} />
      <AutresDeliberations {...p} />
      {!p.ecrits.some(e => e.famille === 'deliberation') && (
        <p class="fr-hint-text">
          Le guichet ne rédige pas de délibération pour cet appel. Pour qu’il le fasse, ajoutez un modèle de délibération aux{' '}
          <a href={`${paths.studio.section(p.brouillon, 'bref')}#/documents`}>documents de l’appel</a>.
        </p>
      )}
    </section>
  )
}
