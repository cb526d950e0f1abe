import type { Effet } from '../motifs/amorces.table.ts'
import type { RegleDite } from '../motifs/regles-dites.ts'
import { Phrases } from './phrase.view.tsx'
import { EFFETS } from './regle.form.ts'

/** What a rule says, sentence by sentence, with what comes of each. */
export const CeQuElleDit = ({ regle: r }: { regle: RegleDite }) => (
  <>
    {r.si && <Phrases condition={r.si} devant={'Si\u00a0:'} />}
    {r.controles.length === 0 && <p class="gt-studio__phrase">Elle informe, sans rien vérifier.</p>}
    {r.controles.map(c => (
      <div class="gt-studio__controle">
        <div>
          <Phrases condition={c.condition} />
          {c.phrase && <p class="gt-studio__porteur">«&nbsp;{c.phrase}&nbsp;»</p>}
        </div>
        <UnEffet effet={c.effet} bloquant={c.bloquant} />
      </div>
    ))}
  </>
)

const USAGES: Readonly<Record<string, string>> = {
  simulateur: 'test «\u00a0Suis-je éligible\u00a0?\u00a0»',
  depot: 'dépôt',
  instruction: 'instruction',
}
/** Its clauses, and where it is asked. */
export const OuElleSert = ({ regle: r }: { regle: RegleDite }) => (
  <p class="gt-sous">
    {r.clauses.length > 0 ? `${r.clauses.length > 1 ? 'Clauses' : 'Clause'} ${r.clauses.join(', ')}` : 'Aucune clause'} ·{' '}
    {r.usages.map(u => USAGES[u] ?? u).join(', ')}
    {r.tableau && ' · jugée ligne par ligne'}
  </p>
)

const ICONES: Readonly<Record<Effet, string>> = {
  non_respectee: 'fr-icon-close-circle-fill',
  a_completer: 'fr-icon-close-circle-fill',
  attention: 'fr-icon-warning-line',
  a_verifier: 'fr-icon-information-line',
  autre_appel: 'fr-icon-arrow-right-line',
}
export const UnEffet = ({ effet, bloquant }: { effet: string; bloquant?: boolean }) => {
  const connu = Object.hasOwn(EFFETS, effet) ? EFFETS[effet as Effet] : undefined
  return (
    <p class="gt-studio__effet">
      {connu ? (
        <>
          <span class={ICONES[effet as Effet]} aria-hidden="true" /> <b>{connu.titre}</b> {connu.suite}
          {bloquant && effet === 'autre_appel' && ', et bloque'}
        </>
      ) : (
        'Effet à choisir'
      )}
    </p>
  )
}
