import type { Child } from 'hono/jsx'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/blocs.tsx'
import { Rangee, Rangees } from '../../../ui/listes.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Echeance, Time } from '../../../ui/texte.tsx'
import type { Appel } from '../../cahier/index.ts'
import { momentDe, pourQui } from './appels.mots.ts'
import { Une } from './une.view.tsx'

export type Classement = { ouverts: Appel[]; aVenir: Appel[]; clos: Appel[] }

/** Calls by state at an instant: open ones by closing, coming ones by opening, closed ones the latest first. */
export function classer(appels: readonly Appel[], instant: Date): Classement {
  const de = (f: (a: Appel) => boolean, date: (a: Appel) => number) => appels.filter(f).sort((a, b) => date(a) - date(b))
  const moment = (a: Appel) => momentDe(a, instant)
  return {
    ouverts: de(
      a => moment(a).etat === 'ouvert',
      // what nothing closes comes last
      a => moment(a).fin?.getTime() ?? Number.MAX_SAFE_INTEGER,
    ),
    aVenir: de(
      a => moment(a).etat === 'a_venir' || moment(a).etat === 'entre_deux_vagues',
      a => moment(a).vague.ouverture.getTime(),
    ),
    clos: de(
      a => moment(a).etat === 'clos',
      a => -moment(a).fin!.getTime(),
    ),
  }
}

export const AVenir = ({ appels, instant }: { appels: readonly Appel[]; instant: Date }) => (
  <Rangees>
    {appels.map(a => (
      <Rangee
        titre={a.titre}
        href={paths.appels.voir(a.slug)}
        note={pourQui(a)}
        date={<Time instant={momentDe(a, instant).vague.ouverture} forme="jour" />}
        fin="ouverture"
      />
    ))}
  </Rangees>
)

/** What came of a call, in words: « 18 lauréats, 578 820 € ». By slug. */
export type Resultats = ReadonlyMap<string, string>

export const Clos = ({ appels, instant, resultats }: { appels: readonly Appel[]; instant: Date; resultats: Resultats }) => (
  <Rangees>
    {appels.map(a => (
      <Rangee
        titre={a.titre}
        href={paths.appels.voir(a.slug)}
        note={resultats.has(a.slug) ? <a href={paths.projetsAides({ appel: a.slug })}>{resultats.get(a.slug)}</a> : pourQui(a)}
        badge={<p class="fr-badge fr-badge--sm">Clos</p>}
        fin={
          <>
            le <Time instant={momentDe(a, instant).vague.cloture!} forme="jour" />
          </>
        }
      />
    ))}
  </Rangees>
)

/** « Aucun appel ouvert », and when the next one opens. */
export const AucunOuvert = ({ prochain, instant }: { prochain: Appel | undefined; instant: Date }) => (
  <EmptyState titre="Aucun appel n’est ouvert aujourd’hui.">
    {prochain ? (
      <>
        Le prochain, «&nbsp;{prochain.titre}&nbsp;», ouvre le <Echeance instant={momentDe(prochain, instant).vague.ouverture} />.
      </>
    ) : (
      'Les prochains appels seront annoncés ici.'
    )}
  </EmptyState>
)

const Bloc = ({ id, titre, children }: { id: string; titre: string; children?: Child }) => (
  <section aria-labelledby={id} class="fr-mt-5w">
    <h2 id={id} class="fr-h4">
      {titre}
    </h2>
    {children}
  </section>
)

type ListeProps = { site: Site; classement: Classement; resultats: Resultats; instant: Date }

/** `/appels`: open, coming, closed with what came of each. */
export const ListePage = ({ site, classement, resultats, instant }: ListeProps) => {
  const { ouverts, aVenir, clos } = classement
  return (
    <Page site={site} titre="Appels à projets" ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Appels à projets' }]}>
      <h1>Appels à projets</h1>
      <Bloc id="ouverts" titre="Ouverts">
        {ouverts.length > 0 ? (
          ouverts.map(a => <Une appel={a} instant={instant} />)
        ) : (
          <AucunOuvert prochain={aVenir[0]} instant={instant} />
        )}
      </Bloc>
      {aVenir.length > 0 && (
        <Bloc id="venir" titre="À venir">
          <AVenir appels={aVenir} instant={instant} />
        </Bloc>
      )}
      {clos.length > 0 && (
        <Bloc id="clos" titre="Clos">
          <Clos appels={clos} instant={instant} resultats={resultats} />
        </Bloc>
      )}
    </Page>
  )
}

/** The three ways in which a list of calls says that none is open now, that others come, that others are over. */
export const Listes = { AucunOuvert, AVenir, Clos }
