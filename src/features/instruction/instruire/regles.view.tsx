import { paths } from '../../../paths.ts'
import { MarqueVerdict, motVerdict } from '../../../ui/verdicts.tsx'
import { type Constat, type RegleInstruite, retenu } from '../../constats/index.ts'
import type { Rangees } from './ranger.ts'

type Props = { id: string; slug: string; rangees: Rangees; courante: string | undefined; constat: Constat; lecteur: string }

/** The rules by what they ask; those that ask nothing are folded. */
export const Regles = ({ rangees: r, constat, ...p }: Props) => (
  <section class="gt-instruire__regles" id="regles" aria-labelledby="regles-titre" tabindex={-1}>
    <h2 id="regles-titre">
      À juger <span class="gt-compte">{r.aJuger.length}</span>
    </h2>
    {r.aJuger.length > 0 ? <Liste regles={r.aJuger} {...p} /> : <p class="gt-sous">Plus rien à juger.</p>}
    {r.aDemander.length > 0 && (
      <>
        <h3>
          À demander <span class="gt-compte">{r.aDemander.length}</span>
        </h3>
        <Liste regles={r.aDemander} {...p} />
      </>
    )}
    {r.aSavoir.length > 0 && (
      <>
        <h3>
          À savoir <span class="gt-compte">{r.aSavoir.length}</span>
        </h3>
        <Liste regles={r.aSavoir} {...p} />
      </>
    )}
    <Pliees regles={r.respectees} mot={n => (n > 1 ? `${n}\u00a0règles respectées` : '1\u00a0règle respectée')} {...p} />
    <Pliees regles={r.sansObjet} mot={n => (n > 1 ? `${n}\u00a0règles sans objet` : '1\u00a0règle sans objet')} {...p} />
    <p class="gt-constat">
      <strong>{constat.titre}</strong> {constat.phrase}
    </p>
    <p class="gt-sous">
      <a href={paths.instruction.phrases(p.slug)}>Phrases types du service</a>
    </p>
  </section>
)

type ListeProps = Omit<Props, 'rangees' | 'constat'> & { regles: readonly RegleInstruite[] }
const Liste = ({ regles, id, courante, lecteur }: ListeProps) => (
  <ol class="gt-instruire__liste">
    {regles.map(r => {
      const [dernier] = r.humains
      const ici = r.regle === courante
      return (
        <li class={ici ? 'gt-instruire__ici' : undefined} id={`r-${r.regle}`}>
          <MarqueVerdict resultat={retenu(r)} humain={!!dernier?.resultat} />
          <div>
            <a href={`${paths.instruction.instruire(id)}?regle=${r.regle}#verdict`} aria-current={ici ? 'true' : undefined}>
              <span class="fr-sr-only">{motVerdict(retenu(r))}&nbsp;: </span>
              {r.titre}
            </a>
            <p class="gt-sous">
              {dernier?.resultat ? (dernier.parId === lecteur ? 'par vous' : `par ${dernier.par}`) : 'automatique'}
              {r.clauses[0] && ` · ${r.clauses[0]}`}
            </p>
          </div>
        </li>
      )
    })}
  </ol>
)

/** Open when the rule that is read is one of them. */
const Pliees = ({ mot, ...p }: ListeProps & { mot: (n: number) => string }) =>
  p.regles.length === 0 ? null : (
    <details class="gt-details" open={p.regles.some(r => r.regle === p.courante)}>
      <summary>{mot(p.regles.length)}</summary>
      <Liste {...p} />
    </details>
  )
