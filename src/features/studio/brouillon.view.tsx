import { majuscule, pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/blocs.tsx'
import { TextArea } from '../../ui/champs.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import type { Present } from '../../ui/presence.mots.ts'
import type { Site } from '../../ui/site.ts'
import { Tableau } from '../../ui/table.tsx'
import { Echeance, Time } from '../../ui/texte.tsx'
import { LiensApercu } from './apercu/liens.view.tsx'
import type { BrouillonEntier, LigneVersion } from './brouillons.queries.ts'
import { continuee } from './document/histoire.rules.ts'
import type { RemarqueSituee } from './lire-brouillon.ts'
import type { Laisse } from './modeles/laisses.ts'
import { Laisses } from './modeles/laisses.view.tsx'
import { adresseDe } from './place.ts'
import { FaireRelire, type FaireRelireProps } from './relecture/faire-relire.view.tsx'
import { Remarques } from './remarques.view.tsx'
import { SECTIONS, SECTIONS_EN_ORDRE, type Section } from './sections.table.ts'
import { Etat, etatDe, Fait, Retours } from './sections.view.tsx'

export type BrouillonProps = {
  site: Site
  brouillon: BrouillonEntier
  remarques: readonly RemarqueSituee[]
  panne: string | undefined
  contenu: Readonly<Record<Section, string>>
  laisses: readonly Laisse[]
  histoire: readonly LigneVersion[]
  autres: readonly Present[]
  annulable: LigneVersion | undefined
  retablissable: LigneVersion | undefined
  /** The version of this text that waits for its instant. */
  programmee: { slug: string; numero: number; le: Date } | undefined
  /** The guichet has a call read before it publishes. */
  aRelire: boolean
  relire?: { values: Record<string, string>; errors: Record<string, string> } | undefined
  fait?: string | undefined
  refus?: string | undefined
} & Pick<FaireRelireProps, 'relectures' | 'lecteurs'>

/** The home of a draft: its sections and their state, what the checker says, what was done, and what comes next. */
export const BrouillonPage = ({
  site,
  brouillon,
  remarques,
  panne,
  contenu,
  laisses,
  histoire,
  autres,
  annulable,
  retablissable,
  programmee,
  relectures,
  lecteurs,
  aRelire,
  relire,
  fait,
  refus,
}: BrouillonProps) => {
  const bloquent = remarques.filter(r => r.niveau === 'erreur')
  const sansSection = remarques.filter(r => !r.section)
  return (
    <Page
      site={site}
      titre={brouillon.titre}
      large
      erreur={!!refus || !!relire}
      skip={[
        { libelle: 'Remarques', href: '#remarques' },
        { libelle: 'Faire relire', href: '#relecture' },
      ]}
      ariane={[{ libelle: 'Studio', href: paths.studio.accueil }, { libelle: brouillon.titre }]}
    >
      <ErrorSummary errors={refus ? { _refus: refus } : (relire?.errors ?? {})} titre={refus && 'Cela n’a pas été fait'} />
      <div class="gt-studio__tete">
        <div>
          <h1 class="fr-h2">{brouillon.titre}</h1>
          <Badge ton="info">{programmee ? 'Programmé' : 'Brouillon'}</Badge>
          {programmee && (
            <p>
              <a href={paths.administration.publication(programmee.slug, programmee.numero)}>La version&nbsp;{programmee.numero}</a>{' '}
              paraîtra le <Echeance instant={programmee.le} />.
            </p>
          )}
          <p>
            {brouillon.origine}. Enregistré le <Time instant={brouillon.modifieLe} />.
          </p>
        </div>
        <div class="gt-studio__suite">
          {bloquent[0] && (
            <a class="fr-btn" href={adresseDe(brouillon.id, bloquent[0])}>
              Corriger {pluriel(bloquent.length, 'point')}
            </a>
          )}
          <a class="fr-btn fr-btn--secondary" href={paths.studio.section(brouillon.id, 'essais')}>
            Essayer
          </a>
          {bloquent.length === 0 && !panne && (
            <BoutonPost action={paths.studio.version(brouillon.id)} class="fr-btn" champs={{ revision: String(brouillon.revision) }}>
              Relire et publier…
            </BoutonPost>
          )}
        </div>
      </div>
      <Fait fait={fait} />
      <LiensApercu brouillon={brouillon.id} />
      <Retours brouillon={brouillon} annulable={annulable?.dit} retablissable={retablissable?.dit} />
      <div class="gt-studio__deux">
        <div>
          <h2 class="fr-h5">Sections</h2>
          <Tableau
            legende="Sections de l’appel"
            legendeCachee
            dense
            lignes={SECTIONS_EN_ORDRE}
            colonnes={[
              { titre: 'Section', cellule: s => <a href={paths.studio.section(brouillon.id, s)}>{SECTIONS[s].titre}</a> },
              { titre: 'État', cellule: s => <Etat section={s} aRelire={laisses.some(l => l.section === s)} {...etatDe(remarques, s)} /> },
              { titre: 'Ce qu’elle contient', cellule: s => contenu[s] || '–' },
            ]}
          />
          <p class="fr-hint-text">L’ordre est libre.</p>
          <h2 class="fr-h5 fr-mt-4w">Ce qui a été fait</h2>
          <Tableau
            legende="Changements de ce brouillon"
            legendeCachee
            dense
            lignes={histoire.filter((l, i) => !histoire[i - 1] || !continuee(l, histoire[i - 1]!)).slice(0, 20)}
            vide={<p>Rien n’a encore changé.</p>}
            colonnes={[
              { titre: 'Quand', cellule: l => <Time instant={l.le} /> },
              { titre: 'Qui', cellule: l => l.par ?? '–' },
              { titre: 'Ce qui a changé', cellule: l => majuscule(l.dit) },
            ]}
          />
          <p>
            <a href={paths.studio.fichier(brouillon.id)}>Prendre le fichier de l’appel (.yml)</a> ·{' '}
            <a href={paths.studio.texte(brouillon.id)}>Modifier le texte (experts)</a>
          </p>
          {autres.length > 0 && (
            <>
              <h2 class="fr-h5">Ici en ce moment</h2>
              <ul>
                {autres.map(a => (
                  <li>
                    {a.nom}, dans «&nbsp;{SECTIONS[a.etape as Section].titre}&nbsp;»
                  </li>
                ))}
              </ul>
            </>
          )}
          <details class="gt-studio__fin">
            <summary>Jeter ce brouillon</summary>
            <p>Il est effacé avec ses changements. Aucun dossier n’y est rattaché. Une version déjà ajoutée à l’appel reste.</p>
            <BoutonPost action={paths.studio.abandon(brouillon.id)}>Jeter ce brouillon</BoutonPost>
          </details>
        </div>
        <div>
          <section id="remarques" tabindex={-1} aria-labelledby="titre-remarques">
            <h2 class="fr-h5" id="titre-remarques">
              Remarques du vérificateur
            </h2>
            {panne && <p>{panne}</p>}
            {!panne && remarques.length === 0 && <p>{laisses.length === 0 ? 'Rien à corriger.' : 'Rien ne bloque. Il reste à relire.'}</p>}
            {sansSection.length > 0 && <p>Certaines se corrigent dans le texte de l’appel.</p>}
            <Remarques brouillon={brouillon.id} remarques={remarques} niveau={3} />
            <Laisses brouillon={brouillon.id} laisses={laisses} />
          </section>
          <FaireRelire brouillon={brouillon.id} relectures={relectures} lecteurs={lecteurs} demandee={aRelire} {...relire} />
        </div>
      </div>
    </Page>
  )
}

type TexteProps = {
  site: Site
  brouillon: BrouillonEntier
  source: string
  remarques: readonly RemarqueSituee[]
  refus?: string | undefined
}
/** The text itself, for whoever prefers it. */
export const TextePage = ({ site, brouillon, source, remarques, refus }: TexteProps) => (
  <Page
    site={site}
    titre={`Texte, ${brouillon.titre}`}
    large
    erreur={!!refus}
    ariane={[
      { libelle: 'Studio', href: paths.studio.accueil },
      { libelle: brouillon.titre, href: paths.studio.brouillon(brouillon.id) },
      { libelle: 'Texte' },
    ]}
  >
    <ErrorSummary errors={refus ? { source: refus } : {}} />
    <h1 class="fr-h3">Texte de l’appel</h1>
    <p>Les sections écrivent ce même texte. Ce que vous changez ici se lit dans les sections, et l’inverse.</p>
    <Formulaire action={paths.studio.texte(brouillon.id)}>
      <input type="hidden" name="revision" value={String(brouillon.revision)} />
      <TextArea name="source" label="Texte (YAML)" rows={30} value={source} error={refus} />
      <FormActions principal="Enregistrer le texte">
        <a href={paths.studio.brouillon(brouillon.id)}>Revenir à l’appel</a>
      </FormActions>
    </Formulaire>
    <Remarques brouillon={brouillon.id} remarques={remarques} />
  </Page>
)
