import { globSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { lireYaml } from '../../../lib/yaml.ts'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { openWorld, URL_TEST, type World } from '../../../test/world.ts'
import { modifier } from '../modifier.ts'
import { passerA, RYTHMES_EN_ORDRE, type Rythme, rythmeDe } from './passer.ts'

const DETR = readFileSync('appels-exemples/detr-tarn-2018/appel.yml', 'utf8')
const VAGUES = readFileSync('src/test/appels/deux-vagues.yml', 'utf8')
const CONTINU = readFileSync('modeles/fil-de-l-eau.yml', 'utf8')
const DEUX_TEMPS = readFileSync('modeles/deux-temps.yml', 'utf8')
const UNE = DETR.replace(
  /^calendrier:\n(?: .*\n)+/m,
  `calendrier:
  vagues:
    - code: unique
      libelle: Dépôt
      ouverture: 2027-01-04 08:00:00
      cloture: 2027-01-31 23:59:59
      comite: 2027-03-04
      resultats: 2027-06-30
`,
)
const brutDe = (t: string) => {
  const lu = lireYaml(t)
  if (!lu.ok) throw new Error('not YAML')
  return lu.value.brut
}
const passer = (source: string, vers: Rythme) => {
  const r = modifier({ source, base: source, saisies: [], gestes: passerA(brutDe(source), vers).gestes })
  if (!r.ok) throw new Error(r.error)
  return r.value.texte
}
const lignesChangees = (avant: string, apres: string) => {
  const [a, b] = [avant.split('\n'), apres.split('\n')]
  return { ajoutees: b.filter(l => !a.includes(l)), retirees: a.filter(l => !b.includes(l)) }
}

describe('le rythme d’un appel', () => {
  it('se lit dans le fichier', () => {
    expect([DETR, VAGUES, CONTINU, DEUX_TEMPS, 'titre: x'].map(t => rythmeDe(brutDe(t)))).toEqual([
      'une',
      'plusieurs',
      'continu',
      'deux_temps',
      'une',
    ])
  })

  it('de chaque exemple on passe à chaque rythme, et le reste de l’appel ne bouge pas', () => {
    for (const f of globSync(['appels-exemples/*/appel.yml', 'modeles/*.yml'])) {
      const source = readFileSync(f, 'utf8')
      for (const vers of RYTHMES_EN_ORDRE) {
        const passage = passerA(brutDe(source), vers)
        const r = modifier({ source, base: source, saisies: [], gestes: passage.gestes })
        if (!r.ok) throw new Error(`${f} ${vers} ${r.error}`)
        expect(rythmeDe(brutDe(r.value.texte)), `${f} ${vers}`).toBe(vers)
        const sans = (t: string) => ({ ...parse(t, { version: '1.1' }), calendrier: undefined, phases: undefined })
        expect(sans(r.value.texte), `${f} ${vers}`).toEqual(sans(source))
        if (vers === rythmeDe(brutDe(source))) expect(r.value.texte, `${f} ${vers}`).toBe(source)
      }
    }
  })

  it('une période de plus n’ajoute que ses lignes, une période seule ne retire que celles des autres', () => {
    const plusieurs = lignesChangees(DETR, passer(DETR, 'plusieurs'))
    expect(plusieurs.retirees).toEqual([])
    expect(plusieurs.ajoutees.length).toBeLessThan(7)
    const une = lignesChangees(VAGUES, passer(VAGUES, 'une'))
    expect(une.ajoutees).toEqual([])
    expect(passerA(brutDe(VAGUES), 'une').perdu).toHaveLength(1)
  })

  it('au fil de l’eau garde l’ouverture et la clôture, et dit les autres dates qui s’en vont', () => {
    const { perdu, garde } = passerA(brutDe(VAGUES), 'continu')
    const { calendrier } = parse(VAGUES)
    const apres = parse(passer(VAGUES, 'continu')).calendrier
    expect(apres.continu).toMatchObject({ ouverture: calendrier.vagues[0].ouverture, fin: calendrier.vagues.at(-1).cloture })
    expect(apres.vagues).toBeUndefined()
    expect(garde.join()).toMatch(/^ouverture .+, clôture /)
    expect(perdu.join('\n')).toMatch(/clôture .+\n.+ouverture /)
  })

  it('quitter le fil de l’eau en fait une période, et dit ses relevés perdus', () => {
    const { perdu } = passerA(brutDe(CONTINU), 'une')
    expect(perdu.join()).toContain('Relevés\u00a0: ')
    const { continu } = parse(CONTINU).calendrier
    expect(parse(passer(CONTINU, 'une')).calendrier.vagues).toMatchObject([{ code: 'unique', ouverture: continu.ouverture }])
  })

  it('quitter deux temps dit ce que le second avait de questions, de pièces et de règles', () => {
    expect(passerA(brutDe(DEUX_TEMPS), 'une').perdu).toEqual([
      expect.stringMatching(/^Le second temps, tout entier\u00a0: \d+\u00a0questions, \d+\u00a0pièces, \d+\u00a0règles, clôture /),
    ])
  })
})

let w: World
let admin: string
beforeAll(async () => {
  w = await openWorld()
  admin = (await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })).cookie
})
afterAll(() => w.close())

describe('je choisis le rythme, puis ses dates', () => {
  const p = paths.studio
  const lire = async (chemin: string) => (await (await w.get(chemin, admin)).text()).replaceAll('\u00a0', ' ')
  const ouvrir = async (source: string) => {
    const r = await w.post(p.accueil, { source }, admin)
    return /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
  }
  const envoyer = async (id: string, champs: Record<string, string>, qui = admin) => {
    const revision = /name="revision" value="(\d+)"/.exec(await lire(p.section(id, 'argent')))![1]!
    return w.post(p.section(id, 'argent'), { revision, ...champs }, qui)
  }

  it('une période ne demande rien d’un dépôt au fil de l’eau, et le rythme choisi se lit', async () => {
    const id = await ouvrir(DETR)
    const page = await lire(p.section(id, 'argent'))
    expect(page).toContain('value="rythme une" aria-pressed="true"')
    expect(page).not.toContain('/calendrier/continu')
    expect(page).not.toContain('ajouter /calendrier/vagues')
    expect((await envoyer(id, { ordre: 'rythme plusieurs' })).status).toBe(303)
    const apres = await lire(p.section(id, 'argent'))
    expect(apres).toContain('value="rythme plusieurs" aria-pressed="true"')
    expect(apres).toContain('/calendrier/vagues/1/ouverture')
    expect(apres).toContain('ajouter /calendrier/vagues')
  })

  it('ce qui était tapé est gardé, ce qui s’en irait est dit, puis retiré quand on le confirme\u00a0; annuler le rend', async () => {
    const id = await ouvrir(VAGUES)
    const r = await envoyer(id, { ordre: 'rythme une', '/calendrier/vagues/0/libelle': 'Printemps' })
    expect(r.status).toBe(422)
    const dit = (await r.text()).replaceAll('\u00a0', ' ')
    expect(dit).toContain('Passer « une période » retire ce qui suit')
    expect(dit).toContain('Reste : « Printemps »')
    const garde = await lire(p.fichier(id))
    expect(parse(garde).calendrier.vagues).toHaveLength(2)
    expect(parse(garde).calendrier.vagues[0].libelle).toBe('Printemps')
    expect((await envoyer(id, { ordre: 'rythme! une' })).status).toBe(303)
    expect(parse(await lire(p.fichier(id))).calendrier.vagues).toHaveLength(1)
    const revision = /name="revision" value="(\d+)"/.exec(await lire(p.brouillon(id)))![1]!
    await w.post(p.retour(id), { sens: 'annuler', revision }, admin)
    expect(await lire(p.fichier(id))).toBe(garde)
  })

  it('en deux temps, les dates du second sont dans le calendrier, et il ne manque que sa clôture', async () => {
    const id = await ouvrir(readFileSync('modeles/a-date.yml', 'utf8').replaceAll('montant: ""', 'montant: 900 000 €'))
    const avant = await lire(p.section(id, 'argent'))
    expect(avant).not.toContain('name="/phases/dossier_complet/cloture"')
    await envoyer(id, { ordre: 'rythme deux_temps' })
    const page = await lire(p.section(id, 'argent'))
    expect(page).toContain('name="/phases/dossier_complet/cloture"')
    expect(await lire(p.section(id, 'formulaire'))).not.toContain('name="/phases/dossier_complet/cloture"')
    const bloquants = (html: string) => html.match(/gt-studio__remarque--erreur/g)?.length ?? 0
    expect(bloquants(await lire(p.brouillon(id)))).toBe(1)
    await envoyer(id, { '/phases/dossier_complet/cloture': '01/12/2030 12:00' })
    expect(bloquants(await lire(p.brouillon(id)))).toBe(0)
  })

  it('une date tapée trop tôt est dite à son champ et sous le rythme, et ne retire rien', async () => {
    const id = await ouvrir(VAGUES)
    const avant = parse(await lire(p.fichier(id))).calendrier
    await envoyer(id, { '/calendrier/vagues/0/comite': '01/01/2001' })
    const page = await lire(p.section(id, 'argent'))
    expect(page.slice(page.indexOf('id="rythme"'), page.indexOf('name="/calendrier/'))).toMatch(/Le comité du .+ se réunit avant/)
    expect(page).not.toContain('devenue impossible')
    expect(parse(await lire(p.fichier(id))).calendrier.vagues[0]).toMatchObject({ ...avant.vagues[0], comite: '2001-01-01' })
  })

  it('une date changée qui en rend une autre impossible la retire et le dit d’une phrase\u00a0; annuler rend les deux d’un coup', async () => {
    const id = await ouvrir(UNE)
    const page = p.section(id, 'argent')
    const r = await envoyer(id, { '/calendrier/vagues/0/cloture': '20/04/2027 23:59' })
    const dit = 'Date devenue impossible et retirée : le comité du 4 mars 2027, à dire de nouveau après la clôture du 20 avril 2027.'
    const html = await lire(r.headers.get('location')!)
    expect(html).toContain(`Enregistré. ${dit}`)
    expect(html).toMatch(/value=""[^>]* name="\/calendrier\/vagues\/0\/comite"/)
    // what comes after the new date stays
    expect(parse(await lire(p.fichier(id))).calendrier.vagues[0]).toEqual({
      code: 'unique',
      libelle: 'Dépôt',
      ouverture: '2027-01-04 08:00:00',
      cloture: '2027-04-20 23:59:59',
      resultats: '2027-06-30',
    })
    expect(await lire(page)).toContain(dit)
    const accueil = await lire(p.brouillon(id))
    expect(accueil).toContain('date retirée : le comité du 4 mars 2027, avant la clôture du 20 avril 2027')
    await w.post(p.retour(id), { sens: 'annuler', revision: /name="revision" value="(\d+)"/.exec(accueil)![1]! }, admin)
    expect(await lire(p.fichier(id))).toBe(UNE.replaceAll('\u00a0', ' '))
    expect(await lire(page)).not.toContain('devenue impossible')
  })

  it('l’ouverture passée après tout le reste retire tout le reste\u00a0; ce qui est récrit dans le même envoi est gardé', async () => {
    const id = await ouvrir(UNE)
    await envoyer(id, { '/calendrier/vagues/0/ouverture': '01/09/2027 08:00', '/calendrier/vagues/0/resultats': '30/11/2027' })
    expect(await lire(p.section(id, 'argent'))).toMatch(
      /Dates devenues impossibles et retirées : la clôture du 31 janvier 2027 et le comité du 4 mars 2027, à dire de nouveau après l’ouverture du 1er septembre 2027\./,
    )
    expect(parse(await lire(p.fichier(id))).calendrier.vagues[0]).toMatchObject({
      ouverture: '2027-09-01 08:00:00',
      resultats: '2027-11-30',
    })
    expect(parse(await lire(p.fichier(id))).calendrier.vagues[0]).not.toHaveProperty('cloture')
  })

  it('enregistré pendant que je tape, la page l’apprend et le champ vidé n’est pas un conflit', async () => {
    const id = await ouvrir(UNE)
    const page = p.section(id, 'argent')
    const marques = JSON.parse(
      (await (await w.get(page, admin)).text()).match(/name="_base" value="([^"]*)"/)![1]!.replaceAll('&quot;', '"'),
    )
    const taper = async (lieu: string, v: string, marque: string) => {
      const body = new URLSearchParams({ [lieu]: v, _page: 'une-page', _base: JSON.stringify({ [lieu]: marque }) })
      const r = await w.app.request(URL_TEST + page, { method: 'PUT', headers: { origin: URL_TEST, cookie: admin }, body })
      return { status: r.status, ...((await r.json()) as { parti?: { dit: string; champs: Record<string, string> }; autrement?: true }) }
    }
    const [cloture, comite] = ['/calendrier/vagues/0/cloture', '/calendrier/vagues/0/comite']
    const r = await taper(cloture, '20/04/2027 23:59', marques[cloture])
    expect([r.status, r.autrement, r.parti?.dit]).toEqual([200, true, expect.stringContaining('le comité du 4\u00a0mars\u00a02027')])
    expect(Object.keys(r.parti!.champs)).toEqual([comite])
    expect((await taper(comite, '05/05/2027', r.parti!.champs[comite]!)).status).toBe(200)
    expect(parse(await lire(p.fichier(id))).calendrier.vagues[0].comite).toBe('2027-05-05')
  })

  it('un référent ne change pas le rythme, un rythme inconnu ne fait rien', async () => {
    const id = await ouvrir(DETR)
    const referent = (await w.compte({ roles: [roleDe('referent_regional')] })).cookie
    expect((await envoyer(id, { ordre: 'rythme continu' }, referent)).status).toBe(404)
    expect((await envoyer(id, { ordre: 'rythme jamais' })).status).toBe(303)
    expect(await lire(p.fichier(id))).toBe(DETR.replaceAll('\u00a0', ' '))
  })
})
