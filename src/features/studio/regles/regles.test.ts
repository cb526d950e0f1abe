import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { champsDe, texte } from '../../../test/studio.ts'
import { openWorld, type World } from '../../../test/world.ts'

const DETR = readFileSync('appels-exemples/detr-tarn-2018/appel.yml', 'utf8')
const { studio: p } = paths
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
const ouvrir = async (source = DETR) =>
  /\/studio\/([0-9a-f-]{36})/.exec((await w.post(p.accueil, { source }, admin)).headers.get('location')!)![1]!
const source = (id: string) => lire(p.fichier(id))
const envoyer = async (chemin: string, change: Record<string, string>, qui = admin) =>
  w.post(chemin, { ...champsDe(await lire(chemin, qui)), ...change }, qui)
const changees = (apres: string) => apres.split('\n').filter(l => !DETR.split('\n').includes(l))
const neuve = (id: string, phrase: string) => `${p.regleNeuve(id)}?phrase=${phrase}`
const RANGS = { commence: 2, plancher: 3 }

describe('j’écris les règles d’un appel en phrases', () => {
  it('sans le rôle, ces pages n’existent pas', async () => {
    const id = await ouvrir()
    const referent = (await w.compte({ roles: [roleDe('referent_regional')] })).cookie
    const adresses = [p.regle(id, 1), neuve(id, 'cout_minimal'), `${p.condition(id)}?lieu=%2Fregles%2F0%2Fapplicable_si`]
    for (const chemin of adresses) {
      expect((await w.get(chemin)).status, chemin).toBe(303)
      expect((await w.get(chemin, admin)).status, chemin).toBe(200)
      expect((await w.get(chemin, referent)).status, chemin).toBe(404)
      expect((await w.post(chemin, { revision: '0', titre: 'x' }, referent)).status, chemin).toBe(404)
    }
    expect(await source(id)).toBe(DETR)
  })

  it('la section dit chaque règle en une phrase, son effet, sa clause, et ce que lit le porteur', async () => {
    const page = texte(await lire(p.section(await ouvrir(), 'regles')))
    for (const mots of [
      'La base éligible est d’au moins le plancher (10 000 €).',
      'La population de la structure ne dépasse pas la population sans condition (2000).',
      'La réponse à « L’opération a-t-elle commencé ? » est non',
      'Bloque le dépôt',
      'Signale à l’instructeur',
      'Clause L. 1111-10',
      'Ajouter une règle',
      'La population de la structure est entre … et …',
      'sans rien',
    ])
      expect(page).toContain(mots)
    expect(page).not.toMatch(/>=|undefined|\[object/)
  })

  it('je change un blanc\u00a0: la formule change d’une ligne, le reste du fichier non, et je peux annuler', async () => {
    const id = await ouvrir()
    const r = await envoyer(p.regle(id, RANGS.plancher), { 'c0.0.valeur': '', 'c0.0.valeur.chiffre': '12 500,50' })
    expect(r.headers.get('location')).toContain('fait=enregistre')
    expect(changees(await source(id))).toEqual(['      - formule: base éligible >= 12 500,50 €'])
    expect(texte(await lire(p.regle(id, RANGS.plancher)))).toContain('La base éligible')
    await w.post(p.retour(id), { sens: 'annuler', revision: '1' }, admin)
    expect(await source(id)).toBe(DETR)
  })

  it('un blanc vide ou faux est dit à sa place, et rien de ce que j’ai tapé n’est perdu', async () => {
    const id = await ouvrir()
    const r = await envoyer(p.regle(id, RANGS.plancher), { 'c0.0.valeur': '', 'c0.0.valeur.chiffre': 'beaucoup', titre: 'Mon titre' })
    expect(r.status).toBe(422)
    const html = await r.text()
    expect(texte(html)).toContain('Montant : écrivez un montant, par exemple 5 000 €.')
    expect(html).toContain('value="beaucoup"')
    expect(html).toContain('value="Mon titre"')
    expect(await source(id)).toBe(DETR)
  })

  it('je récris la formule\u00a0: si une phrase la dit, elle la remplace\u00a0; sinon elle reste libre, et se relit en mots', async () => {
    const id = await ouvrir()
    const page = p.regle(id, RANGS.plancher)
    await envoyer(page, { 'c0.libre': '(10 000 €) <= base éligible' })
    expect(await source(id)).toContain('- formule: (10 000 €) <= base éligible')
    expect(await lire(page)).toContain('name="c0.0.quoi"')
    await envoyer(page, { 'c0.libre': 'base éligible >= 2 * plancher' })
    expect(await source(id)).toContain('- formule: base éligible >= 2 * plancher')
    expect(await lire(page)).not.toContain('name="c0.0.quoi"')
    expect(texte(await lire(p.section(id, 'regles')))).toContain(
      'Règle libre, lue ainsi : La base éligible est d’au moins 2 fois le plancher.',
    )
  })

  it('phrase et formule changées à la fois, formule sans fin ou trop emboîtée\u00a0: refusées par une phrase', async () => {
    const id = await ouvrir()
    const page = p.regle(id, RANGS.plancher)
    for (const [change, mots] of [
      [{ 'c0.libre': 'base éligible >= 1 €', 'c0.0.signe': '<=' }, 'Vous avez changé la phrase et la formule'],
      [{ 'c0.libre': `base éligible >= ${'1 + '.repeat(300)}1` }, 'dépasse 500 caractères'],
      [{ 'c0.libre': '('.repeat(499) }, 'Formule, signe'],
      [{ 'c0.libre': 'base éligible > > 3' }, 'Formule, signe'],
    ] as const) {
      const r = await envoyer(page, change)
      expect(r.status, mots).toBe(422)
      expect(texte(await r.text())).toContain(mots)
    }
    expect(await source(id)).toBe(DETR)
  })

  it('j’ajoute une règle du catalogue\u00a0: sa formule, sa phrase et sa place sont écrites, et le vérificateur n’y trouve rien', async () => {
    const id = await ouvrir()
    expect(texte(await lire(neuve(id, 'cout_minimal')))).toContain('Phrase choisie : « Le coût global est d’au moins')
    const r = await envoyer(neuve(id, 'cout_minimal'), { 'c0.0.valeur.chiffre': '20000', titre: 'Coût minimal', clause: 'Commission' })
    expect(r.headers.get('location')).toBe(`${p.regle(id, 7)}?fait=ajoutee`)
    const neuf = await source(id)
    expect(neuf).toContain('  - id: cout-minimal\n    titre: Coût minimal\n')
    expect(neuf).toContain('- formule: coût global >= 20 000 €')
    expect(neuf).toContain('{20 000 € - coût global}')
    expect(changees(neuf).length).toBeLessThan(14)
    expect(texte(await lire(p.brouillon(id)))).not.toContain('bloque la publication')
    // the same title again: two rules never have one id
    await envoyer(neuve(id, 'cout_minimal'), { 'c0.0.valeur.chiffre': '30000', titre: 'Coût minimal', clause: 'Commission' })
    expect(await source(id)).toContain('- id: cout-minimal-2')
  })

  it('six personnes ajoutent chacune une règle à la fois\u00a0: les six y sont, et aucune n’a l’identifiant d’une autre', async () => {
    const id = await ouvrir()
    const champs = {
      ...champsDe(await lire(neuve(id, 'cout_minimal'))),
      'c0.0.valeur.chiffre': '20000',
      titre: 'La même',
      clause: 'Commission',
    }
    const envoi = (i: number) => w.post(neuve(id, 'cout_minimal'), champs, i % 2 ? admin : autre)
    const rs = await Promise.all([0, 1, 2, 3, 4, 5].map(envoi))
    for (const [i, r] of rs.entries()) if (r.status !== 303) expect((await envoi(i)).status).toBe(303)
    const ids = [...(await source(id)).matchAll(/- id: (la-meme\S*)/g)].map(m => m[1])
    expect(new Set(ids).size).toBe(6)
  })

  it('d’une clause que rien ne tient, je vais au catalogue, et elle est déjà choisie', async () => {
    const id = await ouvrir(
      DETR.replace('clauses:\n  Commission:', 'clauses:\n  Oubliée: { texte: Que personne ne vérifie. }\n  Commission:'),
    )
    const section = await lire(p.section(id, 'regles'))
    expect(texte(section)).toContain('1 clause que rien ne vérifie')
    const lien = /href="([^"]*clause=Oubli[^"]*)#phrases"/.exec(section)![1]!
    const catalogue = await lire(lien)
    expect(texte(catalogue)).toContain('Pour la clause Oubliée : « Que personne ne vérifie. »')
    const suite = /href="([^"]*phrase=cout_minimal[^"]*)"/.exec(catalogue)![1]!.replaceAll('&amp;', '&')
    expect(await lire(suite)).toContain('<option value="Oubliée" selected')
  })

  it('sans titre, sans clause, sans chiffre\u00a0: chaque manque est dit, rien n’est ajouté', async () => {
    const id = await ouvrir()
    const r = await envoyer(neuve(id, 'cout_minimal'), { titre: '' })
    expect(r.status).toBe(422)
    const dit = texte(await r.text())
    for (const mots of ['Donnez un titre à la règle.', 'Choisissez la clause que la règle vérifie, ou écrivez-la.', 'écrivez un montant'])
      expect(dit).toContain(mots)
    expect((await w.get(neuve(id, 'inventee'), admin)).status).toBe(404)
    expect(await source(id)).toBe(DETR)
  })

  it('un nom, une réponse ou un signe que l’appel n’offre pas n’entre jamais dans une formule', async () => {
    const id = await ouvrir()
    const page = p.regle(id, RANGS.plancher)
    for (const change of [
      { 'c0.0.quoi': 'plancher ou coût global' },
      { 'c0.0.quoi': '<script>alert(1)</script>' },
      { 'c0.0.signe': '>= 0 € ou coût global >=' },
      { 'c0.0.valeur': 'constructor' },
      { 'c0.0.valeur': '', 'c0.0.valeur.chiffre': '1 € ou 2 > 1' },
    ]) {
      const r = await envoyer(page, change)
      expect(r.status, JSON.stringify(change)).toBe(422)
      expect(await r.text()).not.toContain('<script>alert')
    }
    const choix = neuve(id, 'reponse_exclue')
    const r = await envoyer(choix, { 'c0.0.question': 'volet', 'c0.0.codes': "x' ou 'a' = 'a", titre: 'T', clause: 'Commission' })
    expect([r.status, texte(await r.text()).includes('Cochez au moins une réponse')]).toEqual([422, true])
    expect(await source(id)).toBe(DETR)
  })

  it('du HTML et des accolades dans un libellé se lisent tels quels, dans la liste comme dans les blancs', async () => {
    const id = await ouvrir(
      DETR.replace(/libelle: (L'opération a-t-elle commencé[^,}]*)/, 'libelle: "<img src=x onerror=alert(1)> {plancher}"'),
    )
    for (const chemin of [p.section(id, 'regles'), p.regle(id, RANGS.commence), neuve(id, 'non')]) {
      const html = await lire(chemin)
      expect(html, chemin).toContain('&lt;img src=x')
      expect(html, chemin).not.toContain('<img src=x')
    }
  })

  it('j’affiche les réponses d’une question avant de les cocher, sans script', async () => {
    const id = await ouvrir()
    const page = neuve(id, 'reponse')
    expect(texte(await lire(page))).toContain('Choisissez d’abord de quoi parle la phrase')
    const r = await envoyer(page, { 'c0.0.question': 'type de structure', acte: 'montrer', titre: 'Communes' })
    expect(r.status).toBe(422)
    const html = await r.text()
    expect(html).toContain('value="commune"')
    expect(html).toContain('value="Communes"')
    await envoyer(page, { 'c0.0.question': 'type de structure', 'c0.0.codes': 'commune', titre: 'Communes', clause: 'Commission' })
    expect(await source(id)).toContain("formule: type de structure = 'commune'")
  })

  it('deux personnes changent la même phrase\u00a0: la seconde l’apprend, avec ce qu’elle avait écrit', async () => {
    const id = await ouvrir()
    const page = p.regle(id, RANGS.plancher)
    const vus = champsDe(await lire(page))
    await envoyer(page, { 'c0.0.valeur': '', 'c0.0.valeur.chiffre': '1 000' })
    const r = await w.post(page, { ...vus, 'c0.0.valeur': '', 'c0.0.valeur.chiffre': '2 000', titre: 'Un autre titre' }, autre)
    expect(r.status).toBe(409)
    expect(texte(await r.text())).toContain('base éligible >= 2 000 €')
    expect(await source(id)).toContain('base éligible >= 1 000 €')
    expect(await source(id)).toContain('titre: Un autre titre')
    await w.post(p.section(id, 'regles'), { revision: '2', ordre: 'monter /regles/2' }, admin)
    const bouge = await w.post(page, { ...vus, titre: 'Encore' }, autre)
    expect([bouge.status, texte(await bouge.text()).includes('a changé l’ordre de cette liste')]).toEqual([422, true])
  })

  it('la phrase du porteur suit celle de la règle tant que personne ne l’a récrite', async () => {
    const id = await ouvrir()
    await envoyer(neuve(id, 'cout_minimal'), { 'c0.0.valeur.chiffre': '20000', titre: 'Coût minimal', clause: 'Commission' })
    await envoyer(p.regle(id, 7), { 'c0.0.valeur.chiffre': '25 000' })
    expect(await source(id)).toContain('{25 000 € - coût global}')
    await envoyer(p.regle(id, 7), { 'c0.0.valeur.chiffre': '30 000', 'c0.phrase': 'À moi.' })
    await envoyer(p.regle(id, 7), { 'c0.0.valeur.chiffre': '35 000' })
    expect(await source(id)).toContain('À moi.')
  })
})
