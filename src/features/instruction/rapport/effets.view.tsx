import { paths } from '../../../paths.ts'
import { Clause } from '../../../ui/liens.tsx'
import { Typo } from '../../../ui/texte.tsx'
import { motVerdict } from '../../../ui/verdicts.tsx'
import type { Verdict } from '../../verdicts/index.ts'
import type { BaseVue } from './base.ts'
import { type Effet, effets, type Proposition, reserveMinimale } from './proposition.rules.ts'

/** What a proposal changes in the plan, and what the rules of the call then say. */
export const Effets = (v: {
  slug: string
  proposition: Proposition
  base: Pick<BaseVue, 'reperes' | 'calculee'>
  regles: readonly Verdict[]
}) => {
  const minimale = reserveMinimale(v.proposition, v.base.reperes)
  return (
    <>
      <div class="gt-defile" role="region" tabindex={0} aria-labelledby="effets-titre">
        <table class="gt-table-simple">
          <caption id="effets-titre">Ce que donne la proposition</caption>
          <thead>
            <tr>
              <th scope="col">Élément</th>
              <th scope="col" class="gt-num">
                {v.base.calculee ? 'Calculé' : 'Demandé'}
              </th>
              <th scope="col" class="gt-num">
                Proposé
              </th>
              <th scope="col" class="gt-num">
                Écart
              </th>
            </tr>
          </thead>
          <tbody>
            {effets(v.proposition, v.base.reperes).map(e => (
              <LigneEffet e={e} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="gt-sous" data-proposition-target="minimale">
        {minimale ?? ''}
      </p>
      {v.regles.length > 0 && (
        <ul class="gt-faits" aria-label="Règles de l’appel avec le montant proposé">
          {v.regles.map(r => (
            <li>
              <strong>{motVerdict(r.resultat)}</strong>, {r.titre}&nbsp;: <Typo texte={r.explication} />{' '}
              {r.clauses.map(c => [<Clause texte={c} href={paths.appels.clause(v.slug, c)} />, ' '])}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const LigneEffet = ({ e }: { e: Effet }) => (
  <tr>
    <th scope="row">{e.element}</th>
    <td class="gt-num">{e.demande}</td>
    <td class="gt-num" data-effet={`${e.cle}.propose`}>
      {e.propose || '–'}
    </td>
    <td class="gt-num" data-effet={`${e.cle}.ecart`}>
      {e.ecart || '–'}
    </td>
  </tr>
)
