import { dateCivile, formatDateCivileCourte } from '../../../lib/dates.ts'
import { de, pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Tableau } from '../../../ui/table.tsx'
import { nomPeriode } from '../periodes.ts'
import type { Nouveaute } from './annexes.queries.ts'
import { joursEntre } from './chiffres.rules.ts'
import { ecrireDemande } from './choix.ts'
import type { Portefeuille } from './lire-portefeuille.ts'

/** Rows shown; the sheet of projects has the rest. */
const MONTRES = 12
const jourRappel = (j: number) => `J${j < 0 ? '\u2011' : '+'}${Math.abs(j)}`
const Suite = ({ sur }: { sur: number }) =>
  sur > MONTRES ? <p class="gt-source">Et {pluriel(sur - MONTRES, 'autre')}, dans la feuille des projets.</p> : null

/** Bilans owed and late, with the reminders that were sent. */
export const Retards = ({ p }: { p: Portefeuille }) => (
  <section aria-labelledby="retards">
    <h2 class="fr-h4" id="retards">
      Bilans en retard
    </h2>
    <Tableau
      legende="Bilans en retard"
      legendeCachee
      dense
      lignes={p.retards.slice(0, MONTRES)}
      vide={<p>Aucun bilan n’est en retard.</p>}
      colonnes={[
        { titre: 'Porteur', cellule: x => x.l.porteur },
        { titre: 'Bilan', cellule: x => `${nomPeriode(x.b.fin, p.cadence).court}${x.b.etat === 'renvoye' ? ', à reprendre' : ''}` },
        { titre: 'Échéance', cellule: x => formatDateCivileCourte(x.b.echeance) },
        { titre: 'Retard', cellule: x => <b>{pluriel(joursEntre(x.b.echeance, p.aujourdhui), 'jour')}</b>, num: true },
        { titre: 'Relances', cellule: x => (x.rappels.length > 0 ? x.rappels.map(jourRappel).join(', ') : 'aucune') },
        {
          titre: 'Action',
          titreCache: true,
          cellule: x => (
            <a href={paths.instruction.echanges(x.l.id)}>
              Écrire
              <span class="fr-sr-only">
                {' '}
                à {x.l.porteur}, bilan {nomPeriode(x.b.fin, p.cadence).court}
              </span>
            </a>
          ),
        },
      ]}
    />
    <Suite sur={p.retards.length} />
  </section>
)

/** A bilan, read in the list of this portfolio. */
export const dansLaListe = (bilanId: string, { ensemble, demande }: Portefeuille) =>
  paths.instruction.avecListe(
    paths.suivi.lecture(bilanId),
    ecrireDemande('', { perimetre: ensemble.code, departement: demande.departement }).slice(1),
  )

/** Bilans that wait to be read, the oldest first. */
export const ALire = ({ p }: { p: Portefeuille }) => (
  <section aria-labelledby="a-lire">
    <h2 class="fr-h4" id="a-lire">
      Bilans à lire
    </h2>
    <Tableau
      legende="Bilans à lire"
      legendeCachee
      dense
      lignes={p.aLire.slice(0, MONTRES)}
      vide={<p>Tous les bilans reçus sont lus.</p>}
      colonnes={[
        { titre: 'Porteur', cellule: x => x.l.porteur },
        { titre: 'Bilan', cellule: x => nomPeriode(x.b.fin, p.cadence).court },
        { titre: 'Déposé le', cellule: x => (x.b.deposeLe ? formatDateCivileCourte(dateCivile(x.b.deposeLe)) : '–') },
        { titre: 'Ce qui a changé', cellule: x => motNouveaute(p.nouveautes.get(x.b.id)) },
        {
          titre: 'Action',
          titreCache: true,
          cellule: x => (
            <a href={dansLaListe(x.b.id, p)}>
              Lire<span class="fr-sr-only"> le bilan {de(x.l.porteur)}</span>
            </a>
          ),
        },
      ]}
    />
    <Suite sur={p.aLire.length} />
  </section>
)

/** « fin repoussée, 2 commandes »: what there is to look at in a bilan. */
export function motNouveaute(n: Nouveaute | undefined): string {
  if (!n) return '–'
  const mots = [
    ...(n.finBouge ? ['fin déplacée'] : []),
    ...(n.commandes > 0 ? [pluriel(n.commandes, 'commande')] : []),
    ...(n.jalons > 0 ? [pluriel(n.jalons, 'jalon atteint', 'jalons atteints')] : []),
  ]
  return mots.length > 0 ? mots.join(', ') : 'rien de nouveau'
}
