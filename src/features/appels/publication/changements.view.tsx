import { formatNombre } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { Apres, Avant, Retouches } from '../../../ui/changements.tsx'
import { Tableau } from '../../../ui/table.tsx'
import type { Comparaison } from './comparer.ts'
import { type Changements, type Effet, effetSurBrouillons, effetSurDeposes, type Touches } from './effets.rules.ts'
import { Differences } from './lignes.view.tsx'

type Props = { enVigueur: number; numero: number; touches: Touches; compare: Comparaison & Changements }

/** What a version changes, one row a change: before, after, and whom it touches. Words of texts and lines of the file are folded. */
export const CeQuiChange = ({ enVigueur, numero, touches, compare }: Props) => {
  const { changements, omis } = compare
  const [retouches, tenus] = [changements.filter(c => c.sorte === 'retouche'), changements.filter(c => c.sorte !== 'retouche')]
  const n = tenus.length + omis
  return (
    <section aria-labelledby="changements">
      <h2 id="changements" class="fr-h4">
        {n === 0 ? 'Aucun changement de fond' : `${pluriel(n, 'changement')}, et qui ${n > 1 ? 'ils touchent' : 'il touche'}`}
      </h2>
      {n > 0 && (
        <Tableau
          legende="Ce qui change, et qui est touché"
          legendeCachee
          dense
          lignes={tenus}
          colonnes={[
            { titre: 'Ce qui change', cellule: c => c.quoi },
            { titre: `Version\u00a0${enVigueur}, en\u00a0vigueur`, cellule: c => <Avant {...c} /> },
            { titre: `Version\u00a0${numero}`, cellule: c => <Apres {...c} /> },
            {
              titre: pluriel(touches.brouillons.length, 'brouillon commencé', 'brouillons commencés'),
              cellule: c => <Dit {...effetSurBrouillons(c, touches)} />,
            },
            {
              titre: pluriel(touches.deposes, 'dossier déposé', 'dossiers déposés'),
              cellule: c => <Dit {...effetSurDeposes(c, touches)} />,
            },
          ]}
        />
      )}
      {omis > 0 && <p>Et {pluriel(omis, 'autre changement', 'autres changements')}, à lire dans le fichier ci-dessous.</p>}
      <p class="fr-hint-text">Un dossier déposé garde toujours la version du jour de son dépôt. Un brouillon suit la dernière.</p>
      {retouches.length > 0 && (
        <details class="gt-publication__pli">
          <summary>Voir aussi {pluriel(retouches.length, 'retouche de mots', 'retouches de mots')}</summary>
          <Retouches retouches={retouches} />
        </details>
      )}
      <details class="gt-publication__pli">
        <summary>Comparer les fichiers (experts)</summary>
        <Differences {...compare} />
      </details>
    </section>
  )
}

const ICONES = { perte: 'fr-icon-warning-line', plus: 'fr-icon-information-line' } as const
/** What costs somebody something has a mark, and is said in words. */
const Dit = ({ texte, ton }: Effet) =>
  ton ? (
    <span class={`gt-publication__effet gt-publication__effet--${ton} ${ICONES[ton]}`}>
      <b>{texte}</b>
    </span>
  ) : (
    texte
  )

/** Who is told, and when: said before it is done. `personnes`: how many people receive the mail. */
export const QuiSeraPrevenu = ({
  touches,
  personnes,
  exemple,
}: {
  touches: Touches | undefined
  personnes: number
  exemple: { sujet: string; phrases: readonly string[] } | undefined
}) => (
  <>
    <h3 class="fr-h6">Qui sera prévenu</h3>
    <ul>
      {personnes === 0 || !exemple ? (
        <li>Personne ne perd de temps ni n’a de réponse de plus à donner&nbsp;: aucun courriel.</li>
      ) : (
        <li>
          {pluriel(personnes, 'personne')} qui {personnes > 1 ? 'ont' : 'a'} un brouillon, 30&nbsp;minutes après la publication, une seule
          fois&nbsp;: ce qui change <b>pour {personnes > 1 ? 'elles' : 'elle'}</b>.
        </li>
      )}
      {touches && touches.deposes > 0 && (
        <li>
          {touches.deposes > 1 ? `Les ${formatNombre(touches.deposes)} dossiers déposés` : 'Le dossier déposé'}&nbsp;: rien ne change, aucun
          courriel.
        </li>
      )}
    </ul>
    {exemple && personnes > 0 && (
      <details class="gt-publication__pli">
        <summary>Lire le courriel</summary>
        <p>
          <b>{exemple.sujet}</b>
        </p>
        {exemple.phrases.map(p => (
          <p>{p}</p>
        ))}
      </details>
    )}
  </>
)
