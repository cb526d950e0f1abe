import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { DownloadLink } from '../../../ui/liens.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import type { Apercu } from './apercu.donnees.ts'
import { CeQueLonVerra, EffetConservation } from './apercu.view.tsx'
import { ancreDe, type Difference, SECTIONS, SECTIONS_EN_ORDRE, type Section } from './champs.table.ts'
import { ChampsDeSection } from './champs.view.tsx'
import type { Changement } from './histoire.queries.ts'
import { Histoire } from './histoire.view.tsx'

export const ARIANE_REGLAGES = [
  { libelle: 'Appels et versions', href: paths.administration.appels },
  { libelle: 'Le guichet', href: paths.administration.reglages },
]

export type ReglagesProps = {
  site: Site
  revision: number
  /** Every field as it stands, by its name. */
  champs: ReadonlyMap<string, string>
  apercu: Apercu
  /** What the file of the installation says otherwise. */
  fichier: readonly Difference[]
  histoire: readonly Changement[]
  fait?: string | undefined
}

/** Everything that the guichet says of itself, section by section, what people see of it beside, and who changed what. */
export const ReglagesPage = ({ site, revision, champs, apercu, fichier, histoire, fait }: ReglagesProps) => (
  <Page
    site={site}
    titre="Le guichet"
    large
    ariane={ARIANE_REGLAGES.map((e, i) => (i === ARIANE_REGLAGES.length - 1 ? { libelle: e.libelle } : e))}
    skip={[{ libelle: 'Réglages', href: `#${ancreDe('identite')}` }]}
  >
    <h1 class="fr-h2">Le guichet</h1>
    <p>Ce que les pages, les courriels, les actes et les données ouvertes disent de vous.</p>
    {fait && (
      <Alert ton="success" reponse petit>
        <p>{fait}</p>
      </Alert>
    )}
    {fichier.length > 0 && <AutreFichier fichier={fichier} />}
    <div class="gt-reglages">
      <nav class="gt-studio__sections gt-reglages__sections" aria-label="Réglages">
        <ul>
          {SECTIONS_EN_ORDRE.map(s => (
            <li>
              <a href={`#${ancreDe(s)}`}>{SECTIONS[s].titre}</a>
            </li>
          ))}
          <li>
            <a href="#histoire">Changements</a>
          </li>
        </ul>
      </nav>
      <div class="gt-reglages__formulaires">
        {SECTIONS_EN_ORDRE.map(s => (
          <UneSection section={s} revision={revision} champs={champs} apercu={apercu} />
        ))}
      </div>
      <aside class="gt-reglages__apercu" aria-labelledby="on-voit">
        <h2 class="fr-h6" id="on-voit">
          Ce que l’on voit
        </h2>
        <CeQueLonVerra site={site} apercu={apercu} />
        <p>
          <DownloadLink href={paths.administration.fichierReglages} format="YML">
            Télécharger les réglages
          </DownloadLink>
        </p>
        <p class="fr-hint-text">Pour installer un guichet pareil. Aucun mot de passe n’y est.</p>
      </aside>
    </div>
    <Histoire histoire={histoire} />
  </Page>
)

type UneSectionProps = Pick<ReglagesProps, 'revision' | 'champs' | 'apercu'> & { section: Section }
const UneSection = ({ section, revision, champs, apercu }: UneSectionProps) => (
  <section class="gt-reglages__cadre" id={ancreDe(section)} aria-labelledby={`titre-${section}`} tabindex={-1}>
    <h2 class="fr-h6" id={`titre-${section}`}>
      {SECTIONS[section].titre}
    </h2>
    <p class="fr-hint-text">{SECTIONS[section].note}</p>
    <Formulaire action={paths.administration.reglage(section)} method="get" aria-labelledby={`titre-${section}`}>
      <input type="hidden" name="revision" value={String(revision)} />
      <ChampsDeSection section={section} champs={champs} erreurs={{}} />
      {section === 'conservation' && <EffetConservation apercu={apercu} />}
      <div class="gt-actions gt-actions--simple">
        <button class="fr-btn fr-btn--secondary" type="submit">
          Voir l’effet<span class="fr-sr-only">, {SECTIONS[section].titre}</span>
        </button>
        <p class="fr-hint-text fr-mb-0">Vous enregistrez ensuite.</p>
      </div>
    </Formulaire>
  </section>
)

/** The file seeds a new database; here it says something else, and does nothing. */
const AutreFichier = ({ fichier }: { fichier: readonly Difference[] }) => (
  <details class="gt-reglages__fichier">
    <summary>
      Le fichier d’installation dit autre chose&nbsp;: {fichier.map(d => d.libelle.toLowerCase()).join(', ')}. Les réglages de cette page
      valent.
    </summary>
    <Tableau
      legende="Ce que le fichier d’installation dit autrement"
      legendeCachee
      dense
      lignes={fichier}
      colonnes={[
        { titre: 'Réglage', cellule: d => d.libelle },
        { titre: 'Ici', cellule: d => d.avant },
        { titre: 'Dans le fichier', cellule: d => d.apres },
      ]}
    />
    <p class="fr-hint-text">
      Qui exploite le guichet peut appliquer le fichier, par une commande. Elle montre ce qui changera, et le demande deux fois.
    </p>
  </details>
)
