import type { Child } from 'hono/jsx'
import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import { Enregistrement, Reprise } from '../../ui/dossier.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import { Perdus } from '../../ui/perdus.tsx'
import type { Present } from '../../ui/presence.mots.ts'
import { PresenceVue } from '../../ui/presence.tsx'
import type { Site } from '../../ui/site.ts'
import type { Chemin } from '../formes/index.ts'
import { LiensApercu } from './apercu/liens.view.tsx'
import type { BrouillonEntier } from './brouillons.queries.ts'
import { ecrireLieu } from './document/lieux.ts'
import { libelleDe, uneDe } from './libelles.table.ts'
import { type Bloc, type Champ, champsDe } from './lieu.donnees.ts'
import { Blocs } from './lieu.view.tsx'
import type { RemarqueSituee } from './lire-brouillon.ts'
import { adresseDe } from './place.ts'
import { enAdresse, reglesA } from './regles/temps.ts'
import { Remarques } from './remarques.view.tsx'
import { SECTIONS, SECTIONS_EN_ORDRE, type Section } from './sections.table.ts'
import { Fait, PHRASES, SAISIE, Sections, VERS_SECTIONS } from './sections.view.tsx'

export type SectionProps = {
  site: Site
  brouillon: BrouillonEntier
  /** Who else has the draft open, and who reads this page. */
  autres: readonly Present[]
  qui: { compteId: string; nom: string }
  /** What the form remembers of the values that it shows, and of which open page it is. */
  base: Readonly<Record<string, string>>
  /** When the draft was kept last. */
  enregistre: string
  page: string
  section: Section
  /** Where in the section: nothing for the whole of it; its name, and those above it. */
  chemin: Chemin
  titre: string
  parents: readonly { chemin: Chemin; nom: string }[]
  blocs: readonly Bloc[] | undefined
  /** What stands above the form, and is no field of it; the form then has a title of its own. */
  tete?: Child
  remarques: readonly RemarqueSituee[]
  /** Of these, those that a sentence of the page says already. */
  dites?: readonly RemarqueSituee[] | undefined
  /** Why the draft could not be read for now. */
  panne?: string | undefined
  fait?: string | undefined
  /** This place was just added: one goes on by naming it. */
  ajoute?: boolean
  refus?: string | undefined
  conflits?: readonly { lieu: string; chemin: Chemin; saisi: string }[] | undefined
  /** What it still says of questions that were removed. */
  disparues?: Child
  /** What stands above the form of the whole section, and below it. */
  avant?: Child
  apres?: Child
  /** What is asked before something is removed that others name. */
  demande?: Child
  /** What stands first in a group of the form, by its place, with the remarks that it shows. */
  tetes?: ReadonlyMap<string, Child> | undefined
}

/** One section of a draft, or one place of it: its fields, its lists, what the checker says of it. */
export const SectionPage = (p: SectionProps) => {
  const { site, brouillon, section, chemin, titre, parents, blocs, refus, fait, conflits = [] } = p
  const adresse = paths.studio.section(brouillon.id, section)
  const ici = ecrireLieu(chemin)
  // a rule of either stage has a page where it is sentences
  const rang = chemin.at(-1)
  const enPhrases = typeof rang === 'number' ? ([1, 2] as const).find(t => ici === ecrireLieu([...reglesA(t), rang])) : undefined
  const siennes = p.remarques.filter(r => r.section === section && (ici === '' || dedans(ici, ecrireLieu(r.chemin))))
  const montres = new Set(champsDe(blocs ?? []).map(ch => ch.lieu))
  const url = paths.studio.lieu(adresse, ici)
  const liste = paths.studio.lieu(adresse, ecrireLieu(parents.at(-1)?.chemin ?? []))
  const cle = [brouillon.guichetId, p.qui.compteId, brouillon.id, encodeURIComponent(section + ici)].join('/')
  const places = ici === '' ? placesDe(blocs ?? []) : []
  const debut = p.ajoute ? nomParmi(champsDe(blocs ?? [])) : undefined
  const bloque = fait && !p.ajoute && p.remarques.find(r => r.niveau === 'erreur')
  const suivante = SECTIONS_EN_ORDRE[SECTIONS_EN_ORDRE.indexOf(section) + 1]
  const erreurs = new Map(siennes.map(r => [ecrireLieu(r.chemin), [r.fait, r.consequence].join(' ').trim()]))
  return (
    <Page
      site={site}
      titre={`${titre}${enPhrases === undefined ? '' : ', en formules'}, ${brouillon.titre}`}
      large
      erreur={!!refus || conflits.length > 0}
      skip={[...(p.tete === undefined ? [] : [PHRASES]), ...(places.length > 0 ? places : [SAISIE]), VERS_SECTIONS]}
      ariane={[
        { libelle: 'Studio', href: paths.studio.accueil },
        { libelle: brouillon.titre, href: paths.studio.brouillon(brouillon.id) },
        ...(chemin.length > 0 ? [{ libelle: SECTIONS[section].titre, href: adresse }] : []),
        ...parents.map(x => ({ libelle: x.nom, href: paths.studio.lieu(adresse, ecrireLieu(x.chemin)) })),
        { libelle: titre },
      ]}
    >
      <ErrorSummary errors={refus ? { _refus: refus } : {}} titre={refus && 'Rien n’a été enregistré'} />
      <div class="gt-studio">
        <Sections brouillon={brouillon.id} courante={section} remarques={p.remarques} />
        <div class="gt-studio__page">
          <h1 class="fr-h3">{titre}</h1>
          <LiensApercu brouillon={brouillon.id} />
          <Fait fait={fait} ailleurs={debut !== undefined}>
            {ici && <a href={liste}>Revenir à la liste</a>}
            {bloque && <a href={adresseDe(brouillon.id, bloque)}>Corriger le point suivant</a>}
          </Fait>
          {places.length > 0 && <DansLaPage places={places} />}
          {conflits.length > 0 && (
            <Alert ton="warning" titre="Une autre personne a changé les mêmes champs" reponse>
              <p>
                Le reste est enregistré. Voici ce que vous aviez écrit&nbsp;: comparez avec la page, puis enregistrez ce que vous gardez.
              </p>
              <Perdus perdus={conflits.map(x => ({ libelle: libelleDe(x.chemin), texte: x.saisi }))} />
            </Alert>
          )}
          {p.disparues}
          {p.avant}
          {enPhrases !== undefined && (
            <p>
              <a href={`${paths.studio.regle(brouillon.id, Number(chemin.at(-1)) + 1)}${enAdresse({ temps: enPhrases })}`}>
                Écrire cette règle en phrases
              </a>
            </p>
          )}
          <div data-guide="remarques">
            <Remarques
              brouillon={brouillon.id}
              remarques={siennes.filter(r => !montres.has(ecrireLieu(r.chemin)) && !p.dites?.includes(r))}
            />
          </div>
          {p.tete}
          {p.tete !== undefined && <h2 class="fr-h5">Chiffres, calculs et clauses</h2>}
          {blocs ? (
            <Formulaire
              id="saisie"
              action={url}
              enregistrement={url}
              guide={url}
              copie={{
                cle,
                titre,
                revision: brouillon.revision,
                par: brouillon.par === p.qui.nom ? undefined : (brouillon.par ?? undefined),
              }}
            >
              <input type="hidden" name="revision" value={String(brouillon.revision)} />
              <input type="hidden" name="_base" value={JSON.stringify(p.base)} />
              <input type="hidden" name="_page" value={p.page} />
              <PresenceVue
                url={paths.studio.presence(brouillon.id)}
                partie="section"
                ici={section}
                titres={Object.fromEntries(SECTIONS_EN_ORDRE.map(s => [s, SECTIONS[s].titre]))}
                autres={p.autres}
              />
              <Reprise cle={cle} />
              {/* Enter in a field saves, and does nothing else */}
              <button class="fr-sr-only" type="submit" tabindex={-1}>
                Enregistrer
              </button>
              {p.demande}
              <Blocs
                blocs={blocs}
                section={adresse}
                conditions={paths.studio.condition(brouillon.id)}
                erreurs={erreurs}
                debut={debut}
                tetes={p.tetes}
              />
              <Enregistrement enregistre={p.enregistre} />
              <FormActions principal="Enregistrer">
                {typeof chemin.at(-1) === 'number' && (
                  <button class="fr-btn fr-btn--secondary" type="submit" name="ordre" value={`ajouter ${ecrireLieu(chemin.slice(0, -1))}`}>
                    Enregistrer et ajouter {uneDe(chemin.slice(0, -1))}
                  </button>
                )}
                <a href={ici ? liste : paths.studio.brouillon(brouillon.id)}>{ici ? 'Revenir à la liste' : 'Revenir à l’appel'}</a>
                {!ici && suivante && (
                  <a href={paths.studio.section(brouillon.id, suivante)}>Section suivante&nbsp;: {SECTIONS[suivante].titre}</a>
                )}
              </FormActions>
            </Formulaire>
          ) : p.panne ? (
            <Alert ton="warning" titre="L’appel ne se lit pas pour le moment">
              <p>{p.panne} Rechargez cette page dans un instant.</p>
            </Alert>
          ) : (
            <Alert ton="error" titre="Ce texte ne se lit pas">
              <p>
                Corrigez-le d’abord dans <a href={paths.studio.texte(brouillon.id)}>le texte de l’appel</a>&nbsp;: les lignes en faute y
                sont dites.
              </p>
            </Alert>
          )}
          {p.apres}
        </div>
      </div>
    </Page>
  )
}

type Place = { libelle: string; href: string }
/** What a long section holds, for whoever goes straight there. */
function placesDe(blocs: readonly Bloc[]): Place[] {
  const places = blocs.flatMap(b => (b.genre === 'champ' ? [] : [{ libelle: libelleDe(b.chemin), href: `#${b.lieu}` }]))
  return places.length > 1 ? places : []
}
const DansLaPage = ({ places }: { places: readonly Place[] }) => (
  <nav aria-label="Dans cette section">
    <ul class="gt-studio__places">
      {places.map(({ libelle, href }) => (
        <li>
          <a href={href}>{libelle}</a>
        </li>
      ))}
    </ul>
  </nav>
)

const NOMS = ['titre', 'libelle', 'nom']
/** The field that says what a line is called, or the first of its fields. */
const nomParmi = (champs: readonly Champ[]) => (champs.find(ch => NOMS.includes(String(ch.chemin.at(-1)))) ?? champs[0])?.lieu

const dedans = (parent: string, lieu: string) => lieu === parent || lieu.startsWith(`${parent}/`)
