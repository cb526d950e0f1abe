import { paths } from '../../src/paths.ts'
import { centimes } from './appel.ts'
import { lireArgent } from './imprevus.ts'
import { consommeDe, type Laureat, somme } from './laureats.ts'
import type { Monde } from './monde.ts'
import { euros } from './projets.ts'
import { lireCsv } from './relever.ts'
import { Surprise, type Visiteur } from './visiteur.ts'

/** A table as rows by their titles. */
async function lireTable(v: Visiteur, url: string, quoi: string, separateur?: string) {
  const [tete = [], ...lignes] = lireCsv(await v.lire(url, quoi), separateur)
  return lignes.map(l => Object.fromEntries(tete.map((t, i) => [t, l[i] ?? ''])))
}
/** Two figures that must be the same, to the cent when they are cents. */
function egal(quoi: string, adresse: string, lu: number, attendu: number) {
  if (lu !== attendu) throw new Surprise(quoi, adresse, `${lu} lu, ${attendu} attendu`)
}

/** The portfolio says what was typed: orders, companies, credits consumed project by project, payments, envelope. */
export async function comparerPortefeuille(m: Monde, suivis: readonly Laureat[]) {
  const admin = await m.persona('administrateur')
  const feuille = async (nom: string) => {
    const url = paths.suivi.feuille(nom, 'csv')
    const lignes = await lireTable(admin, url, `emporter la feuille ${nom}`)
    const total = (titre: string) => somme(lignes, l => centimes(l[titre] || '0'))
    return { url, lignes, total, dire: (mot: string, lu: number, attendu: number) => egal(`${nom}\u00a0: ${mot}`, url, lu, attendu) }
  }
  const [accorde, consomme] = [somme(suivis, l => l.accorde), somme(suivis, consommeDe)]
  const tapees = suivis.flatMap(l => l.commandes)
  const ht = somme(tapees, c => c.ht)

  const commandes = await feuille('commandes')
  commandes.dire('nombre', commandes.lignes.length, tapees.length)
  commandes.dire('HT', commandes.total('HT (€)'), ht)
  commandes.dire('crédits', commandes.total('Crédits consommés (€)'), consomme)

  const entreprises = await feuille('entreprises')
  const payees = new Set(tapees.map(c => c.entreprise.nom))
  entreprises.dire('nombre', entreprises.lignes.length, payees.size)
  entreprises.dire('HT', entreprises.total('HT (€)'), ht)
  entreprises.dire('crédits', entreprises.total('Crédits consommés (€)'), consomme)

  const projets = await feuille('projets')
  projets.dire('nombre', projets.lignes.length, suivis.length)
  for (const l of suivis) {
    const { structure } = l.depose.projet
    const ligne = projets.lignes.find(x => x.Porteur === structure)
    if (!ligne) throw new Surprise('lire les projets', projets.url, `absent\u00a0: ${structure}`)
    projets.dire(`${structure}, accordé`, centimes(ligne['Aide accordée (€)']!), l.accorde)
    projets.dire(`${structure}, consommé`, centimes(ligne['Consommé (€)']!), consommeDe(l))
    projets.dire(`${structure}, versé`, centimes(ligne['Versé (€)']!), l.verse)
    if (ligne.Étape !== 'soldé') throw new Surprise('lire les projets', projets.url, `${structure}\u00a0: ${ligne.Étape}`)
  }
  const dire = await lireArgent(m)
  dire('Consommé', consomme)
  dire('Engagé, pas encore consommé', accorde - consomme)
  dire('Reste libre', m.appel.montant - accorde)
  dire(
    'Versé aux porteurs',
    somme(suivis, l => l.verse),
  )
  await admin.pdf(paths.suivi.rapport, 'imprimer le rapport')
  return { consomme, commandes: tapees.length, entreprises: payees.size }
}

type Trait = { properties: { nature: string; porteur: string; aide_eur: number } }
type Catalogue = { 'dcat:dataset': { 'dcat:distribution': { 'dcat:downloadURL': { '@id': string } }[] }[] }
const enCentimes = (nombre: number) => Math.round(nombre * 100)

/** Anybody reads the open data: each file says what the envelope says, and the catalogue names them all. */
export async function comparerDonnees(m: Monde, suivis: readonly Laureat[]) {
  const d = paths.donneesOuvertes
  const v = m.visiteur('Un réutilisateur')
  const accorde = somme(suivis, l => l.accorde)

  const lignes = await lireTable(v, d.subventions(), 'lire les subventions', ',')
  // one line a beneficiary, each with the whole aid
  const aides = new Map(lignes.map(l => [l.referenceDecision, enCentimes(Number(l.montant))]))
  egal('subventions, nombre', d.subventions(), aides.size, suivis.length)
  egal(
    'subventions, total',
    d.subventions(),
    somme([...aides.values()], x => x),
    accorde,
  )
  const autre = lignes.find(l => l.conditionsVersement !== 'échelonné')
  if (autre) throw new Surprise('lire les subventions', d.subventions(), `${autre.nomBeneficiaire}\u00a0: ${autre.conditionsVersement}`)

  const { grants } = await v.json<{ grants: { amountAwarded: number }[] }>(d.giving(), 'lire 360Giving')
  egal('360Giving, nombre', d.giving(), grants.length, lignes.length)
  egal('360Giving, total', d.giving(), enCentimes(somme(grants, g => g.amountAwarded)), accorde)

  const { features } = await v.json<{ features: Trait[] }>(d.laureats(), 'lire la carte')
  const points = features.filter(f => f.properties.nature === 'projet')
  egal('carte, nombre', d.laureats(), points.length, suivis.length)
  egal('carte, total', d.laureats(), enCentimes(somme(points, f => f.properties.aide_eur)), accorde)

  const catalogue = await v.json<Catalogue>(d.catalogue(), 'lire le catalogue')
  const adresses = catalogue['dcat:dataset'].flatMap(x => x['dcat:distribution'].map(y => new URL(y['dcat:downloadURL']['@id'])))
  const chemins = new Set(adresses.map(a => a.pathname))
  const absent = [d.subventions(), d.giving(), d.laureats(), d.appels()].find(x => !chemins.has(x))
  if (absent) throw new Surprise('lire le catalogue', d.catalogue(), `ne nomme pas ${absent}`)
  return { lignes: lignes.length, accorde: euros(accorde) }
}
