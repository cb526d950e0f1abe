import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enTransaction } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { roleDe } from '../../test/acteur.ts'
import { openWorld, type World } from '../../test/world.ts'
import { publierFichier } from '../appels/index.ts'

const DETR = readFileSync('appels-exemples/detr-tarn-2018/appel.yml', 'utf8')
const { studio: p } = paths
const texte = (html: string) =>
  html
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

let w: World
let admin: string
let autre: string
beforeAll(async () => {
  w = await openWorld()
  admin = (await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })).cookie
  autre = (await w.compte({ nom: 'Cheffe de bureau', roles: [roleDe('administrateur')] })).cookie
})
afterAll(() => w.close())

const lire = async (chemin: string, qui = admin) => (await w.get(chemin, qui)).text()
const ouvrir = async (source = DETR) => {
  const r = await w.post(p.accueil, { source }, admin)
  expect(r.status).toBe(303)
  return /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
}
const source = (id: string) => lire(p.fichier(id))
const revision = async (chemin: string) => /name="revision" value="(\d+)"/.exec(await lire(chemin))![1]!
/** Sends a section's form with some of its fields changed, from what its page shows. */
const envoyer = async (
  chemin: string,
  champs: Record<string, string | string[]>,
  { qui = admin, rev }: { qui?: string; rev?: string } = {},
) => w.post(chemin, { revision: rev ?? (await revision(chemin)), ...champs }, qui)
const lignesChangees = (avant: string, apres: string) => {
  const [a, b] = [avant.split('\n'), apres.split('\n')]
  return b.filter(l => !a.includes(l))
}

describe('j’écris un appel dans le studio', () => {
  it('sans le rôle, le studio n’existe pas\u00a0; sans compte, on se connecte d’abord', async () => {
    const id = await ouvrir()
    const referent = (await w.compte({ roles: [roleDe('referent_regional')] })).cookie
    const porteur = (await w.compte({ structures: ['Vico'] })).cookie
    for (const chemin of [p.accueil, p.brouillon(id), p.section(id, 'bref'), p.texte(id), p.fichier(id)]) {
      expect((await w.get(chemin)).status, chemin).toBe(303)
      for (const qui of [referent, porteur]) expect((await w.get(chemin, qui)).status, chemin).toBe(404)
    }
    for (const chemin of [p.accueil, p.reprise, p.section(id, 'bref'), p.texte(id), p.retour(id), p.version(id), p.abandon(id)])
      expect((await w.post(chemin, { source: 'x', '/titre': 'x', revision: '0' }, referent)).status, chemin).toBe(404)
    expect(await source(id)).toBe(DETR)
  })

  it('je change une date\u00a0: le fichier diffère de cette seule ligne, et je peux annuler puis rétablir', async () => {
    const id = await ouvrir()
    const page = p.section(id, 'argent')
    expect(await lire(page)).toContain('value="15/01/2018 23:59:59"')
    expect((await envoyer(page, { '/calendrier/vagues/0/cloture': '22/01/2018 à 12h00' })).status).toBe(303)
    // the relevé stands on the 16th: it is told beside the section, and nothing is refused
    expect(lignesChangees(DETR, await source(id))).toEqual(['        cloture: 2018-01-22 12:00:00,'])
    const accueil = await lire(p.brouillon(id))
    expect(texte(accueil)).toContain('Annuler')
    await w.post(p.retour(id), { sens: 'annuler', revision: '1' }, admin)
    expect(await source(id)).toBe(DETR)
    await w.post(p.retour(id), { sens: 'retablir', revision: '2' }, admin)
    expect(lignesChangees(DETR, await source(id))).toEqual(['        cloture: 2018-01-22 12:00:00,'])
    expect((await w.post(p.retour(id), { sens: 'retablir', revision: '3' }, admin)).status).toBe(409)
  })

  it('j’enregistre une page sans rien changer\u00a0: le fichier reste au caractère près', async () => {
    const id = await ouvrir()
    for (const s of ['bref', 'argent', 'qui', 'quoi', 'formulaire', 'regles', 'comite', 'textes', 'suivi', 'contacts', 'essais']) {
      // the list of test dossiers stands behind the page that plays them
      const page = s === 'essais' ? p.lieu(p.section(id, s), '/essais') : p.section(id, s)
      const html = await lire(page)
      const champs = Object.fromEntries(
        [...html.matchAll(/<(?:input|textarea|select)[^>]* name="(\/[^"]+)"/g)].map(m => [m[1]!, valeursDe(html, m[1]!)]),
      )
      expect((await envoyer(page, champs)).headers.get('location'), s).toContain('fait=rien')
    }
    expect(await source(id)).toBe(DETR)
  })

  it('je coche ce que sert une enveloppe et les clauses qu’elle cite, et je décoche tout\u00a0: l’historique dit où', async () => {
    const id = await ouvrir()
    const page = p.section(id, 'argent')
    const volets = valeursDe(await lire(page), '/enveloppes/0/volets')
    expect(volets).toEqual([''])
    expect(await lire(page)).toMatch(/name="\/enveloppes\/0\/volets" value="ecoles"/)
    await envoyer(page, { '/enveloppes/0/volets': ['', 'ecoles', 'voirie'] })
    expect(await source(id)).toMatch(/volets: \[ ?ecoles, voirie ?\]/)
    expect(valeursDe(await lire(page), '/enveloppes/0/volets')).toEqual(['', 'ecoles', 'voirie'])
    expect(texte(await lire(p.brouillon(id)))).toMatch(/Volets qu’elle sert \((?!ligne)/)
    await envoyer(page, { '/enveloppes/0/volets': [''] })
    expect(valeursDe(await lire(page), '/enveloppes/0/volets')).toEqual([''])
  })

  it('j’ajoute une règle, je la remplis, je la monte, je la retire', async () => {
    const id = await ouvrir()
    const page = p.section(id, 'regles')
    const nombre = (DETR.match(/^regles:[\s\S]*?(?=^\w)/m)![0].match(/^ {2}- /gm) ?? []).length
    const r = await envoyer(page, { ordre: 'ajouter /regles' })
    expect(r.headers.get('location')).toContain(`lieu=%2Fregles%2F${nombre}`)
    const lieu = p.lieu(page, `/regles/${nombre}`)
    expect((await envoyer(lieu, { [`/regles/${nombre}/titre`]: 'Une règle de plus' })).status).toBe(303)
    expect(await source(id)).toContain('titre: Une règle de plus')
    expect(texte(await lire(p.brouillon(id)))).toContain('bloque')
    await envoyer(page, { ordre: `monter /regles/${nombre}` })
    await envoyer(page, { ordre: `retirer /regles/${nombre - 1}` })
    expect(await source(id)).toBe(DETR)
  })

  it('deux personnes écrivent en même temps\u00a0: rien de ce que l’une a tapé n’est écrasé par l’autre', async () => {
    const id = await ouvrir()
    const page = p.section(id, 'bref')
    const rev = await revision(page)
    await envoyer(page, { '/titre': 'DETR du Tarn', '/resume': DETR.match(/^resume: (.*)$/m)![1]! }, { rev })
    expect((await envoyer(page, { '/titre': titreInitial, '/accroche': 'Une autre accroche' }, { qui: autre, rev })).status).toBe(303)
    expect(await source(id)).toContain('titre: DETR du Tarn\n')
    expect(await source(id)).toContain('accroche: Une autre accroche\n')
    const conflit = await envoyer(page, { '/titre': 'DETR 81', '/sous_titre': 'Communes' }, { qui: autre, rev })
    expect(conflit.status).toBe(409)
    const dit = texte(await conflit.text())
    expect(dit).toContain('Une autre personne a changé les mêmes champs')
    expect(dit).toContain('DETR 81')
    expect(await source(id)).toContain('titre: DETR du Tarn\n')
    expect(await source(id)).toContain('sous_titre: Communes\n')
  })

  it('six personnes enregistrent à la fois des champs différents\u00a0: les six sont gardés', async () => {
    const id = await ouvrir()
    const page = p.section(id, 'bref')
    const rev = await revision(page)
    const champs = ['/titre', '/sous_titre', '/accroche', '/resume', '/slug', '/code_dossier']
    const r = await Promise.all(champs.map((champ, i) => envoyer(page, { [champ]: `NEUF${i}` }, { rev, qui: i % 2 ? admin : autre })))
    const rates = r.filter(x => x.status !== 303)
    // whoever is told to wait saves again, as the page says
    for (const [i, x] of r.entries())
      if (x.status !== 303) expect((await envoyer(page, { [champs[i]!]: `NEUF${i}` }, { rev })).status).toBe(303)
    expect(rates.length).toBeLessThan(6)
    const fin = await source(id)
    for (const i of champs.keys()) expect(fin).toContain(`NEUF${i}`)
  })

  it('un texte fautif fait un brouillon quand même\u00a0: ses fautes sont dites, avec où les corriger', async () => {
    const id = await ouvrir(DETR.replace('10 746 438 €', 'dix millions'))
    const accueil = texte(await lire(p.brouillon(id)))
    expect(accueil).toContain('1 point bloque la publication')
    expect(accueil).toContain('Argent et calendrier')
    expect((await w.post(p.version(id), { revision: '0' }, admin)).status).toBe(409)
    const illisible = await ouvrir('titre: "Jamais fermé\nslug: x\n')
    expect(texte(await lire(p.section(illisible, 'bref')))).toContain('Ce texte ne se lit pas')
  })

  it('quand plus rien ne bloque, il devient une version de l’appel, que je relis et publie', async () => {
    const id = await ouvrir()
    const r = await w.post(p.version(id), { revision: '0' }, admin)
    expect(r.headers.get('location')).toBe(paths.administration.publication('detr-tarn-2018', 1))
    expect(texte(await lire(r.headers.get('location')!))).toMatch(/Première publication\s: rien à comparer/)
  })

  it('je reprends l’appel de l’an dernier\u00a0: mêmes jours de la semaine un an après, montants à remplir', async () => {
    // seen to fail: what was published was counted with what is being written
    const avant = Number(/(\d+).appels en préparation/.exec(texte(await lire(p.accueil)))![1])
    await ouvrir(DETR)
    await enTransaction(w.ctx(), tx => publierFichier(tx, w.ctx(), DETR))
    const accueil = texte(await lire(p.accueil))
    const publies = accueil.match(/Publié le /g)!.length
    expect(accueil).toMatch(new RegExp(`${avant + 1 - publies}.appels? en préparation, ${publies}.textes? déjà publiés?`))
    const r = await w.post(p.reprise, { appel: 'detr-tarn-2018' }, admin)
    const id = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
    const repris = await source(id)
    expect(repris).toContain('ouverture: 2018-11-01 08:00:00')
    expect(repris).toContain('cloture: 2019-01-14 23:59:59')
    expect(repris).toContain('resultats: 2019-04-30')
    expect(repris).toContain('slug: detr-tarn-2019')
    expect(repris).toContain("titre: Dotation d'équipement des territoires ruraux 2019")
    expect(repris).not.toContain('10 746 438')
    expect(texte(await lire(p.brouillon(id)))).toContain('bloque')
  })

  it('je jette un brouillon\u00a0: il n’en reste rien', async () => {
    const id = await ouvrir()
    expect((await w.post(p.abandon(id), {}, admin)).headers.get('location')).toContain('fait=jete')
    expect((await w.get(p.brouillon(id), admin)).status).toBe(404)
    expect((await w.post(p.abandon(id), {}, admin)).status).toBe(404)
  })

  // seen to fail: the page came back as it was saved
  it('un bouton refusé rend ce que j’avais tapé dans toute la page, et n’enregistre rien', async () => {
    const id = await ouvrir()
    const r = await envoyer(p.section(id, 'regles'), { ordre: 'ajouter /calculs', '/parametres/plancher/libelle': 'Ce que j’ai tapé' })
    expect(r.status).toBe(422)
    const page = await envoyer(p.section(id, 'argent'), { ordre: 'retirer /enveloppes/7', '/programme/nom': 'Ce que j’ai tapé' })
    expect([page.status, (await page.text()).includes('value="Ce que j’ai tapé"')]).toEqual([422, true])
    expect(await source(id)).toBe(DETR)
  })

  // seen to fail: five hundred whole texts were kept
  it('un texte entier collé vingt fois\u00a0: l’histoire garde les derniers, et reste de bonne taille', async () => {
    const id = await ouvrir()
    for (let n = 0; n < 20; n++) {
      const texte = `titre: Essai ${n}\ndescription: "${String(n % 10).repeat(180_000)}"\n`
      expect((await w.post(p.texte(id), { source: texte, revision: String(n) }, admin)).status).toBe(303)
    }
    const [lu] = (
      await w.owner.query(
        'select count(*)::int as n, sum(length(retire) + length(ajoute))::int as poids from geste_brouillon where brouillon_id = $1',
        [id],
      )
    ).rows
    expect(lu.n).toBeGreaterThan(5)
    expect(lu.poids).toBeLessThanOrEqual(4_000_000)
    expect((await w.post(p.retour(id), { sens: 'annuler', revision: '20' }, admin)).status).toBe(303)
    expect(await source(id)).toContain('titre: Essai 18')
  })

  it('un lieu qui n’existe pas, d’une autre section ou trop long\u00a0: rien ne s’ouvre, rien n’est écrit', async () => {
    const id = await ouvrir()
    for (const lieu of ['/regles/999', '/titre', '/__proto__', '/regles/0/constructor', `/${'x'.repeat(2000)}`, 'sans-barre'])
      expect((await w.get(p.lieu(p.section(id, 'regles'), lieu), admin)).status, lieu).toBe(404)
    await envoyer(p.section(id, 'bref'), { '/regles/0/titre': 'Ailleurs', '/__proto__/titre': 'x', '/constructor': 'x' }, { rev: '0' })
    expect(await source(id)).toBe(DETR)
  })
})

const titreInitial = DETR.match(/^titre: (.*)$/m)![1]!
const decode = (t: string) =>
  t.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
/** What the field of a page holds, as its browser would send it: of several boxes, those that are ticked. */
const valeursDe = (html: string, nom: string): string[] =>
  html
    .split(`name="${nom}"`)
    .slice(0, -1)
    .flatMap((_, n, avant) => {
      const i = avant.slice(0, n + 1).join(`name="${nom}"`).length
      const debut = html.lastIndexOf('<', i)
      const balise = html.slice(debut, html.indexOf('>', i) + 1)
      if (balise.includes('type="checkbox"') && !balise.includes(' checked')) return []
      if (balise.startsWith('<input')) return [decode(/ value="([^"]*)"/.exec(balise)?.[1] ?? '')]
      const dedans = html.slice(debut + balise.length, html.indexOf(balise.startsWith('<select') ? '</select>' : '</textarea>', i))
      return [balise.startsWith('<select') ? decode(/<option value="([^"]*)" selected/.exec(dedans)?.[1] ?? '') : decode(dedans)]
    })
