import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/blocs.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { ecrireLieu } from '../document/lieux.ts'
import { CATALOGUE, offerte } from '../motifs/amorces.table.ts'
import type { Offres } from '../motifs/offre.ts'
import type { RegleDite } from '../motifs/regles-dites.ts'
import { BaremesDeLaRegle } from './baremes.view.tsx'
import type { ClauseTenue } from './couverture.rules.ts'
import { LesTemps } from './les-temps.view.tsx'
import { CeQuElleDit, OuElleSert } from './regle-lue.view.tsx'
import { type Cible, enAdresse, reglesA, type Temps } from './temps.ts'

export type ReglesProps = {
  brouillon: string
  revision: number
  regles: readonly RegleDite[]
  offres: Offres
  clauses: readonly ClauseTenue[]
  /** The stage whose rules these are, where the call has two; the clause that somebody writes a rule for; the rule to which a condition is added. */
  vers: Cible
  deuxTemps: boolean
}

/** The rules of a draft as sentences, the catalogue from which one more is begun, and what holds each clause. */
export const Regles = (p: ReglesProps) => (
  <div class="gt-studio__regles">
    <div>
      {p.deuxTemps && <LesTemps brouillon={p.brouillon} temps={p.vers.temps ?? 1} />}
      <Liste {...p} />
      <Catalogue {...p} />
    </div>
    <Couverture {...p} />
  </div>
)

const effetsDe = (r: RegleDite) => r.controles.map(c => (c.effet === 'a_completer' ? 'non_respectee' : c.effet))
function resume(regles: readonly RegleDite[]) {
  const avec = (effet: string) => regles.filter(r => effetsDe(r).includes(effet)).length
  const dits = [
    [avec('non_respectee'), 'bloque', 'bloquent'],
    [avec('attention'), 'avertit', 'avertissent'],
    [avec('a_verifier'), 'signale', 'signalent'],
    [avec('autre_appel'), 'renvoie ailleurs', 'renvoient ailleurs'],
  ] as const
  if (regles.length === 0) return 'Les règles'
  return `${pluriel(regles.length, 'règle')}\u00a0: ${dits
    .filter(([n]) => n > 0)
    .map(([n, un, plusieurs]) => `${n}\u00a0${n > 1 ? plusieurs : un}`)
    .join(', ')}`
}

const Liste = ({ brouillon, revision, regles, vers }: ReglesProps) => (
  <section aria-labelledby="titre-regles">
    <div class="gt-studio__entete">
      <h2 class="fr-h5" id="titre-regles">
        {resume(regles)}
      </h2>
      <a class="fr-btn fr-btn--sm fr-icon-add-line fr-btn--icon-left" href="#phrases">
        Ajouter une règle
      </a>
    </div>
    {regles.length === 0 ? (
      <EmptyState titre="Aucune règle.">Choisissez plus bas une phrase du cahier des charges, puis remplissez ses blancs.</EmptyState>
    ) : (
      <>
        <p class="gt-sous">Une règle se lit de haut en bas&nbsp;: la première phrase fausse donne le résultat.</p>
        <Formulaire action={`${paths.studio.section(brouillon, 'regles')}${enAdresse({ temps: vers.temps })}`}>
          <input type="hidden" name="revision" value={String(revision)} />
          {regles.map(r => (
            <UneRegle regle={r} brouillon={brouillon} temps={vers.temps ?? 1} dernier={r.rang === regles.length - 1} />
          ))}
        </Formulaire>
      </>
    )}
  </section>
)

type UneRegleProps = { regle: RegleDite; brouillon: string; temps: Temps; dernier: boolean }
const UneRegle = ({ regle: r, brouillon, temps, dernier }: UneRegleProps) => (
  <article class="gt-studio__regle" id={ecrireLieu([...reglesA(temps), r.rang])}>
    <h3 class="fr-h6">
      <a href={`${paths.studio.regle(brouillon, r.rang + 1)}${enAdresse({ temps })}`}>{r.titre}</a>
    </h3>
    <CeQuElleDit regle={r} />
    <BaremesDeLaRegle regle={r} brouillon={brouillon} temps={temps} />
    <div class="gt-studio__pied">
      <OuElleSert regle={r} />
      <div class="gt-studio__ordre">
        {r.rang > 0 && <Ordre ordre={`monter ${ecrireLieu([...reglesA(temps), r.rang])}`} dit="Monter" titre={r.titre} />}
        {!dernier && <Ordre ordre={`descendre ${ecrireLieu([...reglesA(temps), r.rang])}`} dit="Descendre" titre={r.titre} />}
        <Ordre ordre={`retirer ${ecrireLieu([...reglesA(temps), r.rang])}`} dit="Retirer" titre={r.titre} />
      </div>
    </div>
  </article>
)
const Ordre = ({ ordre, dit, titre }: { ordre: string; dit: string; titre: string }) => (
  <button class="fr-btn fr-btn--tertiary-no-outline fr-btn--sm" type="submit" name="ordre" value={ordre}>
    {dit}
    <span class="fr-sr-only"> {titre}</span>
  </button>
)

const Catalogue = ({ brouillon, offres, vers, clauses, regles }: ReglesProps) => (
  <section class="gt-studio__catalogue" id="phrases" tabindex={-1} aria-labelledby="titre-phrases">
    <h2 class="fr-h5" id="titre-phrases">
      {vers.aussi === undefined
        ? 'Ajouter une règle'
        : `Et aussi…\u00a0: une condition de plus pour «\u00a0${regles[vers.aussi]?.titre ?? ''}\u00a0»`}
    </h2>
    {vers.clause && (
      <p>
        Pour la clause {vers.clause}&nbsp;: «&nbsp;{clauses.find(c => c.nom === vers.clause)?.texte}&nbsp;»
      </p>
    )}
    <p>Choisissez la phrase du cahier des charges la plus proche, puis remplissez les blancs.</p>
    <div class="gt-studio__groupes">
      {CATALOGUE.map(g => {
        const amorces = g.amorces.filter(p => offerte(p, offres))
        return (
          amorces.length > 0 && (
            <div>
              <h3 class="fr-h6">{g.titre}</h3>
              <ul>
                {amorces.map(p => (
                  <li>
                    <a href={`${paths.studio.regleNeuve(brouillon)}${enAdresse(vers, { phrase: p.code })}`}>{p.texte}</a>
                  </li>
                ))}
              </ul>
            </div>
          )
        )
      })}
    </div>
    <p class="gt-sous">Aucune ne convient&nbsp;? Prenez la plus proche&nbsp;: sa page a la formule, que vous pouvez récrire.</p>
  </section>
)

const Couverture = ({ clauses, brouillon }: ReglesProps) => {
  const de = (t: ClauseTenue['tenue']) => clauses.filter(c => c.tenue === t)
  const [verifiees, jugees, dites, rien] = [de('verifiee'), de('jugee'), de('dite'), de('rien')]
  return (
    <section class="gt-studio__couverture" aria-labelledby="titre-couverture">
      <h2 class="fr-h5" id="titre-couverture">
        Ce que l’appel dit, ce qui est vérifié
      </h2>
      {clauses.length === 0 ? (
        <p>Aucune clause n’est encore écrite.</p>
      ) : (
        <>
          <dl class="gt-studio__compte">
            {(
              [
                [clauses.length, 'clauses'],
                [verifiees.length, 'vérifiées'],
                [jugees.length, 'jugées'],
                [dites.length, 'dites'],
                [rien.length, 'sans rien'],
              ] as const
            ).map(([n, mot]) => (
              <div>
                <dt>{mot}</dt>
                <dd>{n}</dd>
              </div>
            ))}
          </dl>
          {rien.length > 0 && (
            <>
              <h3 class="fr-h6">{pluriel(rien.length, 'clause')} que rien ne vérifie</h3>
              <ul class="gt-studio__remarques">
                {rien.map(c => (
                  <li class="gt-studio__remarque gt-studio__remarque--avertissement">
                    <span class="fr-icon-warning-line" aria-hidden="true" />
                    <p>
                      {c.texte ? <>«&nbsp;{c.texte}&nbsp;»</> : 'Clause sans texte'}
                      <span class="gt-sous">{c.nom}</span>
                    </p>
                    <a href={`${paths.studio.section(brouillon, 'regles')}?${new URLSearchParams({ clause: c.nom })}#phrases`}>
                      Ajouter une règle<span class="fr-sr-only">&nbsp;: {c.nom}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </>
          )}
          <details>
            <summary>Ce qui tient chaque clause</summary>
            <dl class="gt-studio__clauses">
              {[...verifiees, ...jugees, ...dites].map(c => (
                <div>
                  <dt>{c.nom}</dt>
                  <dd>{c.par.join(', ') || 'une page de l’appel'}</dd>
                </div>
              ))}
            </dl>
          </details>
        </>
      )}
      <h3 class="fr-h6">Repères</h3>
      <p class="gt-sous">Une donnée qui manque n’est jamais comptée pour zéro&nbsp;: la règle est alors «&nbsp;à compléter&nbsp;».</p>
    </section>
  )
}
