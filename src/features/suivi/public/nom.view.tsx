import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Essentiel, Source } from '../../../ui/blocs.tsx'
import { DownloadLink } from '../../../ui/liens.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { AppelsAbsents } from './absents.view.tsx'
import type { AidePublique } from './aides.queries.ts'
import type { LigneAppel } from './argent.donnees.ts'
import { partDe } from './argent.mots.ts'
import { ETATS, etatDe } from './etat.rules.ts'

const somme = (ns: readonly number[]) => ns.reduce((s, n) => s + n, 0)
type NomProps = {
  site: Site
  titre: string
  /** What it is: « Commune, Corse-du-Sud ». */
  quoi: string
  aides: readonly AidePublique[]
  fichier: string
  vide?: string | undefined
  /** Calls whose projects were not read. */
  absents: readonly LigneAppel[]
}

/** A commune or a porteur: its projects, and what became of their aid. */
export const TerritoirePage = ({ site, titre, quoi, aides, fichier, vide, absents }: NomProps) => {
  const [accorde, depense] = [somme(aides.map(a => a.aide)), somme(aides.map(a => a.depense))]
  return (
    <Cadre site={site} titre={titre} quoi={quoi}>
      {aides.length === 0 ? (
        <p>{vide}</p>
      ) : (
        <>
          <Essentiel
            faits={[
              { terme: 'Projets aidés', valeur: String(aides.length) },
              { terme: 'Aide accordée', valeur: formatEuros(accorde) },
              { terme: 'Déjà dépensée', valeur: formatEuros(depense), note: partDe(depense, accorde) },
            ]}
          />
          <Tableau
            legende="Ses projets, et ceux qu’elle partage avec d’autres"
            legendeCachee
            dense
            lignes={aides}
            colonnes={[
              { titre: 'Projet', cellule: a => <a href={paths.projet.voir(a.numero)}>{a.titre}</a> },
              { titre: 'Porteur', cellule: a => a.porteur.nom },
              { titre: 'Appel', cellule: a => `${a.appelTitre}, ${a.annee}` },
              { titre: 'État', cellule: a => ETATS[etatDe(a)].mot },
              { titre: 'Accordé', cellule: a => formatEuros(a.aide), num: true },
              { titre: 'Dépensé', cellule: a => (a.bilans.length === 0 ? '–' : formatEuros(a.depense)), num: true },
            ]}
            pied={['Total', '', '', '', formatEuros(accorde), formatEuros(depense)]}
          />
          <p>
            <DownloadLink href={fichier} format="CSV">
              Ces projets
            </DownloadLink>
          </p>
        </>
      )}
      <AppelsAbsents absents={absents} />
    </Cadre>
  )
}

export type LigneEntreprise = { aide: AidePublique; commandes: number; ht: number; depense: number }
/** A company that was paid: a legal person, always. */
export const EntreprisePage = ({
  site,
  titre,
  quoi,
  lignes,
  fichier,
  absents,
}: Omit<NomProps, 'aides'> & { lignes: readonly LigneEntreprise[] }) => (
  <Cadre site={site} titre={titre} quoi={quoi}>
    <Essentiel
      faits={[
        { terme: 'Projets', valeur: String(lignes.length) },
        { terme: 'Reçu de l’aide', valeur: formatEuros(somme(lignes.map(l => l.depense))) },
        { terme: 'Montant des commandes, hors taxes', valeur: formatEuros(somme(lignes.map(l => l.ht))) },
      ]}
    />
    <Tableau
      legende="Les projets qui l’ont payée"
      legendeCachee
      dense
      lignes={lignes}
      colonnes={[
        { titre: 'Projet', cellule: l => <a href={paths.projet.voir(l.aide.numero)}>{l.aide.titre}</a> },
        { titre: 'Porteur', cellule: l => l.aide.porteur.nom },
        { titre: 'Commandes', cellule: l => l.commandes, num: true },
        { titre: 'Hors taxes', cellule: l => formatEuros(l.ht), num: true },
        { titre: 'Payé par l’aide', cellule: l => formatEuros(l.depense), num: true },
      ]}
      pied={[
        'Total',
        '',
        String(somme(lignes.map(l => l.commandes))),
        formatEuros(somme(lignes.map(l => l.ht))),
        formatEuros(somme(lignes.map(l => l.depense))),
      ]}
    />
    <p>
      <DownloadLink href={fichier} format="CSV">
        Ces commandes
      </DownloadLink>
    </p>
    <AppelsAbsents absents={absents} />
    <p class="gt-source">Ce sont les achats des porteurs, selon leurs bilans&nbsp;: l’État n’a pas choisi l’entreprise.</p>
  </Cadre>
)

const Cadre = ({ site, titre, quoi, children }: Pick<NomProps, 'site' | 'titre' | 'quoi'> & { children?: unknown }) => (
  <Page
    site={site}
    titre={`${titre}, suivre l’argent`}
    ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Suivre l’argent', href: paths.argent.accueil }, { libelle: titre }]}
  >
    <h1 class="fr-h2 fr-mb-1w">{titre}</h1>
    <p class="fr-text--lead">{quoi}</p>
    {children as never}
    <Source>Sources&nbsp;: les décisions notifiées et les bilans acceptés par le service. Licence Ouverte 2.0.</Source>
  </Page>
)
