import { type DateCivile, formatDateCivile, formatJour } from '../../../lib/dates.ts'
import { formatEuros, formatEurosCourt } from '../../../lib/euros.ts'
import { avecUnite, pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { DownloadLink } from '../../../ui/liens.tsx'
import { Reponses } from '../../../ui/listes.tsx'
import { Part } from '../../../ui/part.tsx'
import { Cumuls } from '../../../ui/plots/cumuls.tsx'
import { Cle } from '../../../ui/plots/dessin.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { TYPES_STRUCTURE, type TypeStructure } from '../../cahier/index.ts'
import { nomPeriode, periodesDues } from '../periodes.ts'
import { prevuAu } from '../portefeuille/chiffres.rules.ts'
import { nomEntreprise, ouDe, partDe } from './argent.mots.ts'
import type { ProjetPublicProps } from './projet.donnees.ts'

type Props = { p: ProjetPublicProps }
/** Periods and orders shown; files have them all. */
const PERIODES_MAX = 8
/** Periods drawn at least, those to come with them, of a project that lasts so long: one column alone tells nothing of its pace. */
const PERIODES_MIN = 4
const LIGNES_MAX = 100

/** What was spent at the end of each period, against the plan. */
export const Periodes = ({ p: { aide: a, appel } }: Props) => {
  if (a.bilans.length === 0) return null
  const cadence = appel.suivi.cadence_mois
  const plan = { accorde: a.aide, debut: a.debut, fin: a.fin }
  let cumul = 0
  const lignes = a.bilans.map(b => {
    cumul += b.depense
    return { fin: b.fin, depense: b.depense, cumul, prevu: prevuAu(plan, b.fin) }
  })
  const derniere = lignes.at(-1)!
  const enCours = a.debut && a.fin && !a.abandonnee && !a.bilans.some(b => b.final)
  const aVenir = enCours
    ? periodesDues(a.debut!, a.fin!, { cadenceMois: cadence, delaiJours: 0 })
        .filter(x => x.fin > derniere.fin)
        .slice(0, Math.max(0, PERIODES_MIN - lignes.length))
    : []
  const colonne = (fin: DateCivile) => {
    const [libelle, sous = ''] = nomPeriode(fin, cadence).court.split('\u00a0')
    return { libelle: libelle!, sous, hachure: 0, prevu: prevuAu(plan, fin) ?? 0 }
  }
  return (
    <section aria-labelledby="periodes">
      <h2 class="fr-h4 fr-mb-1w" id="periodes">
        {cadence === 3 ? 'Trimestre par trimestre' : 'De bilan en bilan'}
      </h2>
      <figure class="gt-projet__figure" role="figure" aria-labelledby="periodes">
        <Cumuls
          id="cumuls"
          titre="Aide dépensée, en tout, à la fin de chaque période"
          desc={lignes.map(l => `${nomPeriode(l.fin, cadence).long}\u00a0: ${formatEuros(l.cumul)}`).join('. ')}
          cumuls={[
            ...lignes.slice(-PERIODES_MAX).map(l => ({ ...colonne(l.fin), plein: l.cumul })),
            ...aVenir.map(x => ({ ...colonne(x.fin), plein: 0, aVenir: true })),
          ]}
          dire={formatEurosCourt}
          hauteur={220}
        />
        <figcaption>
          <Cle
            signes={[
              { signe: 'plein', libelle: 'aide dépensée en tout' },
              { signe: 'jalon', libelle: 'prévu\u00a0: une dépense régulière du début à la fin' },
            ]}
          />
        </figcaption>
      </figure>
      <details class="gt-projet__pli">
        <summary>En tableau</summary>
        <Tableau
          legende={`Aide dépensée, ${formatEuros(derniere.cumul)} en tout`}
          dense
          lignes={lignes}
          colonnes={[
            { titre: 'Période', cellule: l => nomPeriode(l.fin, cadence).long },
            { titre: 'Dépensé', cellule: l => formatEuros(l.depense), num: true },
            { titre: 'En tout', cellule: l => formatEuros(l.cumul), num: true },
            { titre: 'Prévu', cellule: l => (l.prevu === null ? '–' : formatEuros(l.prevu)), num: true },
          ]}
        />
      </details>
    </section>
  )
}

export const Mesures = ({ p: { aide: a, mesures } }: Props) => {
  if (mesures.length === 0 || a.bilans.length === 0) return null
  const dire = (v: number | null, unite: string) => (v === null ? '–' : avecUnite(v, unite))
  return (
    <section aria-labelledby="mesures">
      <h2 class="fr-h4 fr-mb-1w" id="mesures">
        Ce que cela change
      </h2>
      <Tableau
        legende={`${pluriel(mesures.length, 'mesure choisie', 'mesures choisies')} par le porteur, au ${formatDateCivile(a.bilans.at(-1)!.fin)}`}
        dense
        lignes={mesures}
        colonnes={[
          { titre: 'Mesure', cellule: m => m.nom },
          { titre: 'Départ', cellule: m => dire(m.depart, m.unite), num: true },
          { titre: 'Aujourd’hui', cellule: m => <b>{dire(m.valeur, m.unite)}</b>, num: true },
          { titre: 'Cible', cellule: m => dire(m.cible, m.unite), num: true },
        ]}
      />
    </section>
  )
}

/** Who was paid, and where their registered offices are. */
export const Entreprises = ({ p: { aide: a, lignes, noms } }: Props) => {
  if (lignes.length === 0) return null
  const ou = a.destinations.toSorted((x, y) => y.depense - x.depense)
  return (
    <section aria-labelledby="entreprises">
      <h2 class="fr-h4 fr-mb-1w" id="entreprises">
        Où est allé l’argent
      </h2>
      {a.depense > 0 && (
        <>
          <p class="fr-mb-1w">
            Sur {formatEuros(a.depense)} dépensés, <b>{partDe(ou[0]!.depense, a.depense)}</b> ont payé des entreprises d’un même
            département&nbsp;: {ouDe(ou[0]!, noms)}. Le siège compte, pas le lieu de la prestation.
          </p>
          <ul class="gt-parts">
            {ou.map(d => (
              <li>
                <span>{ouDe(d, noms)}</span>
                <b>{formatEuros(d.depense)}</b>
                <Part part={d.depense / a.depense} hauteur={10} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Tableau
        legende="Commandes, de la première à la dernière"
        dense
        lignes={lignes.slice(0, LIGNES_MAX)}
        colonnes={[
          {
            titre: 'Entreprise',
            cellule: l => (
              <>
                {l.siren ? <a href={paths.argent.entreprise(l.siren)}>{nomEntreprise(l)}</a> : nomEntreprise(l)}
                <span class="gt-sous gt-bloc">{ouDe(l, noms)}</span>
              </>
            ),
          },
          {
            titre: 'Pour quoi',
            cellule: l => (
              <>
                {l.nom ? l.objet || 'non précisé' : 'non publié'}
                {l.date && <span class="gt-sous gt-bloc">{formatDateCivile(l.date)}</span>}
              </>
            ),
          },
          { titre: 'Montant hors taxes', cellule: l => formatEuros(l.ht), num: true },
          { titre: 'Payé par l’aide', cellule: l => <b>{formatEuros(l.depense)}</b>, num: true },
        ]}
        pied={['Total', '', formatEuros(lignes.reduce((s, l) => s + l.ht, 0)), formatEuros(a.depense)]}
      />
      <p class="gt-source">
        {lignes.length > LIGNES_MAX && `Les ${LIGNES_MAX} premières lignes sur ${lignes.length}\u00a0: le fichier les a toutes. `}
        Ce sont les achats du porteur, selon ses bilans&nbsp;: l’État n’a pas choisi l’entreprise. Aucune personne n’est nommée&nbsp;: les
        travailleurs indépendants d’un même département sont comptés ensemble.
      </p>
    </section>
  )
}

export const QuiQuand = ({ p: { aide: a, appel, actes } }: Props) => {
  const acte = actes.find(x => x.nature !== 'avenant')
  const annoncee = a.bilans.findLast(b => b.finAnnoncee)?.finAnnoncee
  const fin = annoncee ?? a.fin
  const type = TYPES_STRUCTURE[a.porteur.type as TypeStructure]
  const etait = a.finInitiale && fin !== a.finInitiale ? ` (au lieu du ${formatDateCivile(a.finInitiale)})` : ''
  return (
    <section aria-labelledby="qui">
      <h2 class="fr-h4 fr-mb-1w" id="qui">
        Qui, quand
      </h2>
      <Reponses
        reponses={[
          { libelle: 'Porteur', valeur: type && type !== a.porteur.nom ? `${a.porteur.nom}, ${type}` : a.porteur.nom },
          ...(a.partenaires.length > 0 ? [{ libelle: 'Avec', valeur: a.partenaires.map(m => m.nom).join(', ') }] : []),
          { libelle: 'Appel à projets', valeur: <a href={paths.appels.voir(appel.slug)}>{appel.titre}</a> },
          ...(a.voletTitre ? [{ libelle: 'Volet', valeur: a.voletTitre }] : []),
          { libelle: 'Décision notifiée', valeur: formatJour(a.publieLe) },
          ...(acte
            ? [{ libelle: acte.nature === 'convention' ? 'Convention signée' : 'Arrêté signé', valeur: formatDateCivile(acte.signeLe) }]
            : []),
          ...(a.debut ? [{ libelle: 'Début', valeur: formatDateCivile(a.debut) }] : []),
          ...(fin ? [{ libelle: a.bilans.some(b => b.final) ? 'Fin' : 'Fin prévue', valeur: `${formatDateCivile(fin)}${etait}` }] : []),
        ]}
      />
    </section>
  )
}

const ACTES = { arrete: 'Arrêté', convention: 'Convention', avenant: 'Avenant' } as const
export const Documents = ({ p: { aide: a, actes, appel } }: Props) => (
  <section aria-labelledby="documents">
    <h2 class="fr-h4 fr-mb-1w" id="documents">
      Actes et données
    </h2>
    <ul class="gt-documents">
      {actes.map(x => (
        <li>
          {ACTES[x.nature]} n°&nbsp;{x.numero}, signé{x.nature === 'convention' && 'e'} le {formatDateCivile(x.signeLe)}
        </li>
      ))}
      {a.bilans.length > 0 && (
        <li>
          {pluriel(a.bilans.length, 'bilan accepté', 'bilans acceptés')}, le dernier le {formatDateCivile(a.bilans.at(-1)!.accepteLe)}
        </li>
      )}
      <li>
        <DownloadLink href={paths.projet.commandes(a.numero)} format="CSV">
          Les commandes de ce projet
        </DownloadLink>
      </li>
      <li>
        <DownloadLink href={paths.donneesOuvertes.subventions({ appel: appel.slug })} format="CSV">
          Les aides de cet appel
        </DownloadLink>
      </li>
    </ul>
  </section>
)
