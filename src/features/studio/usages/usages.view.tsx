import { majuscule, pluriel } from '../../../lib/mots.ts'
import { Alert } from '../../../ui/blocs.tsx'
import type { Sorte } from './codes.ts'

/** Where something is named: the name of the place, its section, its page. */
export type Usage = { nom: string; section: string; href: string }

const UNE: Record<Sorte, [un: string, utilise: string]> = {
  question: ['cette question', 'utilisée'],
  piece: ['cette pièce', 'utilisée'],
  categorie: ['ce volet', 'utilisé'],
  chiffre: ['ce chiffre', 'utilisé'],
  option: ['cette réponse', 'utilisée'],
}
/** Beyond, they are counted. */
const MONTRES = 30

const Liste = ({ usages }: { usages: readonly Usage[] }) => (
  <ul>
    {usages.slice(0, MONTRES).map(u => (
      <li>
        <a href={u.href}>{u.nom}</a> <span class="gt-sous">{u.section}</span>
      </li>
    ))}
    {usages.length > MONTRES && <li>Et {usages.length - MONTRES} autres.</li>}
  </ul>
)

/** « Utilisée à 4 endroits », with each. */
export const UtiliseA = ({ sorte, usages }: { sorte: Sorte; usages: readonly Usage[] }) => (
  <details class="gt-studio__fin">
    <summary>
      {usages.length === 0
        ? `${majuscule(UNE[sorte][1])} nulle part ailleurs`
        : `${majuscule(UNE[sorte][1])} à ${pluriel(usages.length, 'endroit')}`}
    </summary>
    {usages.length > 0 && sorte !== 'chiffre' && (
      <p>
        Changer son nom ne change rien ailleurs. Changer son {sorte === 'question' ? 'identifiant' : 'code'} le change partout où il est
        cité.
      </p>
    )}
    <Liste usages={usages} />
  </details>
)

type Demandee = { sorte: Sorte; nom: string; usages: readonly Usage[]; ordre: string; avec: { ordre: string; reponses: number } }
/** Asked before removing what others name; `ordre`: what the button sends; `avec`: what one sends that takes the answers of test dossiers away too. */
export const RetirerQuandMeme = ({ sorte, nom, usages, ordre, avec }: Demandee) => (
  <Alert ton="warning" titre={`${majuscule(UNE[sorte][0])} est ${UNE[sorte][1]} à ${pluriel(usages.length, 'endroit')}`} reponse>
    <p>
      «&nbsp;{nom}&nbsp;»&nbsp;: {sorte === 'categorie' && 'les formulaires et les taux ne le citeraient plus. Le reste de '}ce qui suit ne
      saurait plus de quoi il parle, et bloquerait la publication. Rien n’est encore retiré.
    </p>
    <Liste usages={usages} />
    <ul class="fr-btns-group fr-btns-group--inline fr-btns-group--sm">
      {avec.reponses > 0 && (
        <li>
          <button class="fr-btn" type="submit" name="ordre" value={avec.ordre}>
            Retirer, avec {avec.reponses === 1 ? 'sa réponse dans un essai' : `ses réponses dans ${avec.reponses}\u00a0essais`}
          </button>
        </li>
      )}
      <li>
        <button class="fr-btn fr-btn--secondary" type="submit" name="ordre" value={ordre}>
          Retirer quand même
        </button>
      </li>
    </ul>
  </Alert>
)
